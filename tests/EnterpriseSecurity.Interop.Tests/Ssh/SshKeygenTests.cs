using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

public sealed class SshKeygenTests : IDisposable
{
    private static readonly byte[] Passphrase = "correct horse"u8.ToArray();
    private readonly string _folder = Directory.CreateTempSubdirectory("ssh-interop").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_reads_every_key_we_write_and_refuses_the_wrong_passphrase()
    {
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type, "ann@example");
            foreach (byte[] passphrase in (byte[][])[[], Passphrase])
            {
                string path = Path.Combine(_folder, $"{type}-{passphrase.Length}");
                WriteOwnerOnly(path, key, passphrase);
                string shown = NativeTool.Run("ssh-keygen", ["-y", "-P", Encoding.UTF8.GetString(passphrase), "-f", path]).Succeeded().Output;
                Assert.Equal(key.PublicKey.ToOpenSsh(), shown.Trim());
                if (passphrase.Length > 0) Assert.NotEqual(0, NativeTool.Run("ssh-keygen", ["-y", "-P", "wrong", "-f", path]).ExitCode);
            }
        }
    }

    [NativeFact("ssh-keygen")]
    public void Fingerprints_and_random_art_are_those_of_ssh_keygen()
    {
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type, "ann@example");
            string path = Path.Combine(_folder, type + ".pub");
            File.WriteAllText(path, key.PublicKey.ToOpenSsh() + "\n");
            string[] lines = NativeTool.Run("ssh-keygen", ["-lv", "-f", path]).Succeeded().Output.TrimEnd().Split('\n', 2);
            Assert.StartsWith($"{key.Bits} {key.PublicKey.GetFingerprint()} ann@example", lines[0]);
            Assert.Equal(lines[1], key.PublicKey.GetRandomArt());
            Assert.Contains(key.PublicKey.GetFingerprint(SshFingerprintHash.Md5), NativeTool.Run("ssh-keygen", ["-l", "-E", "md5", "-f", path]).Succeeded().Output);
            File.WriteAllText(path, key.PublicKey.ToRfc4716());
            Assert.Equal(key.PublicKey, SshPublicKey.Parse(NativeTool.Run("ssh-keygen", ["-i", "-m", "RFC4716", "-f", path]).Succeeded().Output));
            File.WriteAllText(path, key.PublicKey.ToOpenSsh() + "\n");
            Assert.Equal(key.PublicKey, SshPublicKey.Parse(NativeTool.Run("ssh-keygen", ["-e", "-m", "RFC4716", "-f", path]).Succeeded().Output));
            if (type != SshKeyType.Ed25519) Assert.Equal(key.PublicKey, SshPublicKey.Parse(NativeTool.Run("ssh-keygen", ["-e", "-m", "PKCS8", "-f", path]).Succeeded().Output));
        }
    }

    [NativeFact("ssh-keygen")]
    public void We_read_every_cipher_that_ssh_keygen_writes()
    {
        string[] ciphers = ["aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-cbc", "aes256-cbc", "aes128-gcm@openssh.com", "aes256-gcm@openssh.com"];
        foreach (string type in (string[])["ed25519", "ecdsa", "rsa"])
        {
            foreach (string cipher in ciphers)
            {
                string path = Path.Combine(_folder, $"{type}-{cipher}");
                NativeTool.Run("ssh-keygen", ["-q", "-t", type, "-a", "4", "-Z", cipher, "-N", "correct horse", "-C", "bob@example", "-f", path]).Succeeded();
                byte[] file = File.ReadAllBytes(path);
                using SshPrivateKey key = SshPrivateKeyFile.Read(file, Passphrase);
                Assert.Equal(File.ReadAllText(path + ".pub").Trim(), key.PublicKey.ToOpenSsh());
                Assert.True(key.PublicKey.Verify("message"u8, key.Sign("message"u8)));
                Assert.Equal("SshPassphraseWrong", Assert.Throws<AuthenticationFailedException>(() => SshPrivateKeyFile.Read(file, "wrong"u8)).ErrorId);
                Assert.Equal("SshPassphraseRequired", Assert.Throws<AuthenticationFailedException>(() => SshPrivateKeyFile.Read(file)).ErrorId);
                Assert.Equal(key.PublicKey, SshPrivateKeyFile.Inspect(file).PublicKey);
            }
        }
    }

    private static void WriteOwnerOnly(string path, SshPrivateKey key, byte[] passphrase)
    {
        using SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key, passphrase);
        using FileStream stream = OwnerOnlyFile.CreateNew(path);
        stream.Write(file.Span);
    }
}
