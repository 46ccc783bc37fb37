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

    private static ToolResult Verify(string signers, string signature, byte[] message) =>
        NativeTool.Run("ssh-keygen", ["-Y", "verify", "-f", signers, "-I", "ann@example", "-n", "file", "-s", signature], message);

    private static ToolResult CheckNoValidate(string signature, byte[] message) =>
        NativeTool.Run("ssh-keygen", ["-Y", "check-novalidate", "-n", "file", "-s", signature], message);
}
