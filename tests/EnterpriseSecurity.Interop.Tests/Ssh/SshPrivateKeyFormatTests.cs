using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

public sealed class SshPrivateKeyFormatTests : IDisposable
{
    private const string Words = "correct horse";
    private static readonly byte[] Passphrase = Encoding.UTF8.GetBytes(Words);
    private static readonly SshKeyType[] Types = [SshKeyType.Ed25519, SshKeyType.Ecdsa256, SshKeyType.Ecdsa384, SshKeyType.Ecdsa521, SshKeyType.Rsa2048];

    private readonly string _folder = Directory.CreateTempSubdirectory("ssh-formats").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_reads_the_pem_that_we_write()
    {
        foreach ((SshKeyType type, SshPrivateKeyFormat format, bool encrypted) in Pem().Where(one => one.Type != SshKeyType.Ed25519))
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            string path = Write(key, format, encrypted);
            Assert.Equal(key.PublicKey.ToOpenSsh(), NativeTool.Run("ssh-keygen", ["-y", "-P", encrypted ? Words : "", "-f", path]).Succeeded().Output.Trim());
            if (encrypted) Assert.NotEqual(0, NativeTool.Run("ssh-keygen", ["-y", "-P", "wrong", "-f", path]).ExitCode);
        }
    }

    [NativeFact("openssl")]
    public void Openssl_reads_and_checks_the_pem_that_we_write()
    {
        foreach ((SshKeyType type, SshPrivateKeyFormat format, bool encrypted) in Pem())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            string path = Write(key, format, encrypted);
            string[] check = type == SshKeyType.Ed25519 ? [] : ["-check"];
            string shown = NativeTool.Run("openssl", ["pkey", "-in", path, "-passin", $"pass:{Words}", "-pubout", .. check]).Succeeded().Output;
            Assert.Equal(key.PublicKey, SshPublicKey.Parse(shown[shown.IndexOf("-----BEGIN", StringComparison.Ordinal)..]));
            if (encrypted) Assert.NotEqual(0, NativeTool.Run("openssl", ["pkey", "-in", path, "-passin", "pass:wrong", "-noout"]).ExitCode);
        }
    }

    [NativeFact("openssl")]
    public void We_read_what_openssl_writes()
    {
        string[][] generators =
        [
            ["genpkey", "-algorithm", "ed25519"],
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
            ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        ];
        foreach (string[] generator in generators)
        {
            string plain = Name();
            NativeTool.Run("openssl", [.. generator, "-out", plain]).Succeeded();
            SshPublicKey expected = SshPublicKey.Parse(NativeTool.Run("openssl", ["pkey", "-in", plain, "-pubout"]).Succeeded().Output);
            AssertReads(plain, "", expected);
            string[][] protections = [["-v2", "aes-256-cbc"], ["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"], ["-v2", "des3", "-v2prf", "hmacWithSHA1"], ["-scrypt"]];
            foreach (string[] protection in protections)
            {
                string path = Name();
                NativeTool.Run("openssl", ["pkcs8", "-topk8", "-in", plain, "-out", path, "-passout", $"pass:{Words}", .. protection]).Succeeded();
                AssertReads(path, Words, expected);
                Assert.Equal("SshPassphraseWrong", Assert.Throws<AuthenticationFailedException>(() => SshPrivateKeyFile.Read(File.ReadAllBytes(path), "wrong"u8)).ErrorId);
            }

            if (generator[2] == "ed25519") continue;
            foreach (string[] protection in (string[][])[[], ["-aes128"], ["-aes256"], ["-des3"]])
            {
                string path = Name();
                NativeTool.Run("openssl", ["pkey", "-traditional", "-in", plain, "-out", path, "-passout", $"pass:{Words}", .. protection]).Succeeded();
                AssertReads(path, protection.Length == 0 ? "" : Words, expected);
            }
        }

        string parameters = Name();
        NativeTool.Run("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-out", parameters]).Succeeded();
        AssertReads(parameters, "", SshPublicKey.Parse(NativeTool.Run("openssl", ["ec", "-in", parameters, "-pubout"]).Succeeded().Output));
    }

    [NativeFact("ssh-keygen")]
    public void We_read_the_pem_that_ssh_keygen_writes()
    {
        foreach ((string type, string bits) in ((string, string)[])[("rsa", "2048"), ("ecdsa", "256"), ("ecdsa", "521")])
        {
            foreach (string format in (string[])["PEM", "PKCS8"])
            {
                foreach (string words in (string[])["", Words])
                {
                    string path = Name();
                    NativeTool.Run("ssh-keygen", ["-q", "-t", type, "-b", bits, "-m", format, "-N", words, "-C", "", "-f", path]).Succeeded();
                    AssertReads(path, words, SshPublicKey.Parse(File.ReadAllText(path + ".pub")));
                }
            }
        }
    }

    [NativeFact("puttygen")]
    public void Puttygen_reads_the_ppk_that_we_write()
    {
        string right = PassphraseFile(Words);
        string wrong = PassphraseFile("wrong");
        foreach (SshKeyType type in Types)
        {
            foreach (bool encrypted in (bool[])[false, true])
            {
                using SshPrivateKey key = SshPrivateKey.Generate(type, "ann@example");
                string path = Write(key, SshPrivateKeyFormat.Ppk, encrypted);
                Assert.Equal(key.PublicKey.ToOpenSsh(), NativeTool.Run("puttygen", [path, "-O", "public-openssh"]).Succeeded().Output.Trim());
                string[] old = encrypted ? ["--old-passphrase", right] : [];
                string copy = Name();
                NativeTool.Run("puttygen", [path, "-O", "private-openssh-new", "-o", copy, "--new-passphrase", PassphraseFile(""), .. old]).Succeeded();
                AssertReads(copy, "", key.PublicKey);
                if (encrypted) Assert.NotEqual(0, NativeTool.Run("puttygen", [path, "-O", "private-openssh-new", "-o", Name(), "--old-passphrase", wrong]).ExitCode);
            }
        }
    }

    [NativeFact("puttygen")]
    public void We_read_the_ppk_that_puttygen_writes()
    {
        foreach ((string type, string bits) in ((string, string)[])[("ed25519", "255"), ("ecdsa", "256"), ("ecdsa", "384"), ("rsa", "2048")])
        {
            foreach (string parameters in (string[])["version=2", "version=3", "version=3,kdf=argon2i,memory=1024,passes=3", "version=3,kdf=argon2d,memory=1024,passes=3,parallelism=2"])
            {
                foreach (string words in (string[])["", Words])
                {
                    string path = Name();
                    NativeTool.Run("puttygen", ["-t", type, "-b", bits, "-C", "a comment", "-O", "private", "-o", path, "--random-device", "/dev/urandom", "--new-passphrase", PassphraseFile(words), "--ppk-param", parameters]).Succeeded();
                    SshPublicKey expected = SshPublicKey.Parse(NativeTool.Run("puttygen", [path, "-O", "public-openssh"]).Succeeded().Output);
                    AssertReads(path, words, expected);
                    using SshPrivateKey key = SshPrivateKeyFile.Read(File.ReadAllBytes(path), Encoding.UTF8.GetBytes(words));
                    Assert.Equal("a comment", key.Comment);
                    if (words.Length > 0) Assert.Throws<AuthenticationFailedException>(() => SshPrivateKeyFile.Read(File.ReadAllBytes(path), "wrong"u8));
                }
            }
        }
    }

    private static IEnumerable<(SshKeyType Type, SshPrivateKeyFormat Format, bool Encrypted)> Pem()
    {
        foreach (SshKeyType type in Types)
        {
            yield return (type, SshPrivateKeyFormat.Pkcs8, false);
            yield return (type, SshPrivateKeyFormat.Pkcs8, true);
            if (type == SshKeyType.Rsa2048) yield return (type, SshPrivateKeyFormat.Pkcs1, false);
            else if (type != SshKeyType.Ed25519) yield return (type, SshPrivateKeyFormat.Sec1, false);
        }
    }

    private static void AssertReads(string path, string words, SshPublicKey expected)
    {
        using SshPrivateKey key = SshPrivateKeyFile.Read(File.ReadAllBytes(path), Encoding.UTF8.GetBytes(words));
        Assert.Equal(expected, key.PublicKey);
        Assert.True(expected.Verify("message"u8, key.Sign("message"u8)));
    }

    private string Name() => Path.Combine(_folder, Guid.NewGuid().ToString("N"));

    private string PassphraseFile(string words)
    {
        string path = Name();
        File.WriteAllText(path, words);
        return path;
    }

    private string Write(SshPrivateKey key, SshPrivateKeyFormat format, bool encrypted)
    {
        string path = Name();
        using SecretBuffer file = SshPrivateKeyFile.Write(key, format, encrypted ? Passphrase : []);
        OwnerOnlyFile.WriteNew(path, file.Span);
        return path;
    }
}
