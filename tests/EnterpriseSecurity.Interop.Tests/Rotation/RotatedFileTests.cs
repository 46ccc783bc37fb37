using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Interop.Tests.Rotation;

/// <summary>What rotations leave on the disk, as the native tools read it at each step.</summary>
public sealed class RotatedFileTests : IDisposable
{
    private static readonly RotationOptions BlueGreen = new() { Strategy = RotationStrategy.BlueGreen };

    private readonly string _root = Directory.CreateTempSubdirectory("es-rotation-").FullName;
    private readonly EnterpriseSecurityManager _manager;

    public RotatedFileTests()
    {
        string key = Path.Combine(_root, "key");
        KeyFile.Create(key);
        using KeyProtector protector = KeyProtector.FromKeyFile(key);
        _manager = EnterpriseSecurityManager.Create(Path.Combine(_root, "store"), protector);
    }

    public void Dispose()
    {
        _manager.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_reads_the_staged_key_and_the_promoted_one()
    {
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("words");
        SshKeyInfo old = _manager.SshKeys.Create("deploy", new SshKeyOptions { Comment = "ci", Passphrase = passphrase });
        RotationResult rotation = _manager.Rotation.Start(RotationKind.SshKey, "deploy", BlueGreen with { Parameters = new RotationParameters { Passphrase = passphrase } });
        string staged = PublicKeyOf(old.Path + ".next");
        Assert.Equal(staged, File.ReadAllText(old.Path + ".next.pub").Trim());
        Assert.EndsWith(" ci", staged, StringComparison.Ordinal);
        Assert.EndsWith(old.Fingerprint![7..], FingerprintOf(old.Path), StringComparison.Ordinal);

        _manager.Rotation.Complete(rotation.Id);
        Assert.Equal(staged, PublicKeyOf(old.Path));
        string backup = Directory.EnumerateFiles(Path.GetDirectoryName(old.Path)!, "deploy.backup.*Z").Single();
        Assert.EndsWith(old.Fingerprint[7..], FingerprintOf(backup), StringComparison.Ordinal);

        _manager.Rotation.Undo(rotation.Id);
        Assert.EndsWith(old.Fingerprint[7..], FingerprintOf(old.Path), StringComparison.Ordinal);
        Assert.Equal(PublicKeyOf(old.Path), File.ReadAllText(old.Path + ".pub").Trim());
    }

    [NativeFact("openssl")]
    public void Openssl_verifies_the_staged_certificate_and_the_promoted_one_and_then_refuses_the_old_one()
    {
        IssuedCertificate root = _manager.Certificates.CreateAuthority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = "Root" }, KeyType = CertificateKeyType.EcdsaP256 });
        CertificateRequestInfo asked = _manager.Certificates.CreateRequest(new CertificateOptions { Subject = new CertificateSubject { CommonName = "www.example.com" }, KeyType = CertificateKeyType.EcdsaP256 });
        IssuedCertificate old = _manager.Certificates.Approve("Root", CertificateSigningRequest.Parse(Encoding.ASCII.GetBytes(asked.Request)), new CertificateRequestPolicy { AllowedDns = ["example.com"] });
        string kept = Path.Combine(_root, "old.crt");
        File.Copy(old.CertificatePath!, kept);
        RotationResult rotation = _manager.Rotation.Start(RotationKind.Certificate, old.Name, BlueGreen with { Parameters = new RotationParameters { RevokePredecessor = true } });
        string staged = Path.ChangeExtension(old.CertificatePath!, ".next.crt");
        Verify(root, staged).Succeeded();
        Assert.Equal(KeyOf(staged), Output("pkey", "-in", Path.ChangeExtension(staged, ".key"), "-pubout"));
        Assert.NotEqual(KeyOf(kept), KeyOf(staged));

        _manager.Rotation.Complete(rotation.Id);
        Verify(root, old.CertificatePath!).Succeeded();
        Assert.Equal(KeyOf(old.CertificatePath!), Output("pkey", "-in", old.PrivateKeyPath!, "-pubout"));
        Verify(root, kept).Succeeded();
        _manager.Rotation.Complete(rotation.Id);

        Verify(root, old.CertificatePath!).Succeeded();
        ToolResult refused = Verify(root, kept);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("certificate revoked", refused.Output + refused.Errors, StringComparison.Ordinal);
    }

    private static string PublicKeyOf(string path) => NativeTool.Run("ssh-keygen", ["-y", "-P", "words", "-f", path]).Succeeded().Output.Trim();

    // What ssh-keygen -l shows of an encrypted key it reads from the file itself.
    private static string FingerprintOf(string path) => NativeTool.Run("ssh-keygen", ["-l", "-f", path]).Succeeded().Output.Split(' ')[1];

    private static string KeyOf(string certificate) => Output("x509", "-in", certificate, "-noout", "-pubkey");

    private static string Output(params string[] arguments) => NativeTool.Run("openssl", arguments).Succeeded().Output;

    private ToolResult Verify(IssuedCertificate root, string certificate)
    {
        string list = Path.Combine(_root, "root.crl");
        _manager.Certificates.ExportRevocationList(root.Name, TimeSpan.FromDays(1), list, overwrite: true);
        return NativeTool.Run("openssl", ["verify", "-x509_strict", "-crl_check", "-CAfile", root.CertificatePath!, "-CRLfile", list, "-verify_hostname", "www.example.com", certificate]);
    }
}
