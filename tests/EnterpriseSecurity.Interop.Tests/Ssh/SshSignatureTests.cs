using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

public sealed class SshSignatureTests : IDisposable
{
    private static readonly byte[] Message = "a message\n"u8.ToArray();
    private readonly string _folder = Directory.CreateTempSubdirectory("ssh-interop").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_accepts_our_signatures_and_refuses_changed_ones()
    {
        string signers = Path.Combine(_folder, "signers");
        string signed = Path.Combine(_folder, "signed.sig");
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            File.WriteAllText(signers, $"ann@example,*@ops namespaces=\"file\" {key.PublicKey.ToOpenSsh()}\n");
            foreach (SshSignatureHash hash in Enum.GetValues<SshSignatureHash>())
            {
                SshSignature signature = SshSignature.Sign(key, Message, "file", hash);
                File.WriteAllText(signed, signature.ToArmored());
                Assert.Contains(key.PublicKey.GetFingerprint(), Verify(signers, signed, Message).Succeeded().Output);
                CheckNoValidate(signed, Message).Succeeded();
                Assert.Equal("ann@example\n*@ops\n", NativeTool.Run("ssh-keygen", ["-Y", "find-principals", "-f", signers, "-s", signed]).Succeeded().Output);

                Assert.NotEqual(0, Verify(signers, signed, "b message\n"u8.ToArray()).ExitCode);
                Assert.NotEqual(0, CheckNoValidate(signed, "b message\n"u8.ToArray()).ExitCode);
                byte[] changed = signature.Blob.ToArray();
                changed[^1] ^= 1;
                File.WriteAllText(signed, SshSignature.FromBlob(changed).ToArmored());
                Assert.NotEqual(0, Verify(signers, signed, Message).ExitCode);
            }
        }
    }

    [NativeFact("ssh-keygen")]
    public void We_accept_the_signatures_of_ssh_keygen()
    {
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            string path = Path.Combine(_folder, type.ToString());
            using (SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key)) OwnerOnlyFile.WriteNew(path, file.Span);
            foreach (string hash in (string[])["sha512", "sha256"])
            {
                string text = NativeTool.Run("ssh-keygen", ["-Y", "sign", "-f", path, "-n", "git", "-O", $"hashalg={hash}"], Message).Succeeded().Output;
                SshSignature signature = SshSignature.Parse(text);
                Assert.Equal(key.PublicKey, signature.PublicKey);
                Assert.Equal(hash == "sha256" ? SshSignatureHash.Sha256 : SshSignatureHash.Sha512, signature.HashAlgorithm);
                Assert.True(signature.Verify(Message, "git"));
                Assert.False(signature.Verify(Message, "file"));
                Assert.Equal(text, signature.ToArmored());
            }
        }
    }

    [NativeFact("ssh-keygen")]
    public void Allowed_signers_mean_to_us_what_they_mean_to_ssh_keygen()
    {
        string signers = Path.Combine(_folder, "signers");
        string signed = Path.Combine(_folder, "signed.sig");
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        SshSignature signature = SshSignature.Sign(key, Message, "file");
        File.WriteAllText(signed, signature.ToArmored());
        string[] beginnings =
        [
            "ann@example", "\"x y,ann@example\"", "*@example,!ann@*", "!bob@example", "a?n@ex*", "ANN@example", "ann@example namespaces=\"git,f*\"",
            "ann@example namespaces=\"git\"", "ann@example namespaces=file", "ann@example cert-authority", "ann@example valid-before=\"20200101\"",
            "ann@example valid-after=\"20200101Z\",valid-before=\"209001010000UTC\"", "ann@example valid-after=\"2020010112\"", "ann@example nonsense",
            "ann@example namespaces=\"file\",", "ann@example namespaces=\"a\\\"b,file\"", "ann@example namespaces=\"file\"cert-authority", "\"ann@example",
            "ann@example namespaces=\"\"", "ann@example\tnamespaces=\"file\"\t",
        ];
        foreach (string beginning in beginnings)
        {
            string text = $"# comment\n\n{beginning} {key.PublicKey.ToOpenSsh()}\n";
            File.WriteAllText(signers, text);
            SshAllowedSigners ours = SshAllowedSigners.Parse(text);
            SshSignatureVerification result = ours.Verify(signature, Message, "ann@example", "file", DateTimeOffset.UtcNow);
            string found = NativeTool.Run("ssh-keygen", ["-Y", "find-principals", "-f", signers, "-s", signed]).Output;
            Assert.True(result.IsValid == (Verify(signers, signed, Message).ExitCode == 0), $"{beginning}: {result.Text}");
            Assert.Equal(found, string.Concat(ours.FindPrincipals(signature, DateTimeOffset.UtcNow).Select(principal => principal + "\n")));
        }
    }

    [NativeFact("ssh-keygen")]
    public void Times_without_a_zone_are_for_us_what_they_are_for_ssh_keygen()
    {
        string path = Path.Combine(_folder, "key");
        using (SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519))
        using (SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key))
        {
            OwnerOnlyFile.WriteNew(path, file.Span);
            File.WriteAllText(path + ".pub", key.PublicKey.ToOpenSsh());
        }

        foreach (string zone in (string[])["Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata"])
        {
            TimeZoneInfo local = TimeZoneInfo.FindSystemTimeZoneById(zone);
            // Winter, summer, an hour that there is not, and one that there is twice.
            foreach (string time in (string[])["20260115120000", "202607011200", "20260701", "20260329023000", "20261025023000", "20260308023000"])
            {
                NativeTool.Run("ssh-keygen", ["-q", "-s", path, "-I", "x", "-V", $"{time}:20300101", path + ".pub"], environment: new Dictionary<string, string> { ["TZ"] = zone }).Succeeded();
                DateTimeOffset? begin = SshCertificate.Parse(File.ReadAllText(path + "-cert.pub")).ValidAfter;

                Assert.True(SshTime.Parse(time, local) == begin, $"{time} in {zone}: {SshTime.Parse(time, local):u} and {begin:u}");
            }
        }
    }

    private static ToolResult Verify(string signers, string signature, byte[] message) =>
        NativeTool.Run("ssh-keygen", ["-Y", "verify", "-f", signers, "-I", "ann@example", "-n", "file", "-s", signature], message);

    private static ToolResult CheckNoValidate(string signature, byte[] message) =>
        NativeTool.Run("ssh-keygen", ["-Y", "check-novalidate", "-n", "file", "-s", signature], message);
}
