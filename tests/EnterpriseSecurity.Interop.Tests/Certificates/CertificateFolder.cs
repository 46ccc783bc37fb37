using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Certificates;

/// <summary>A folder of certificates, and OpenSSL to judge them.</summary>
internal sealed class CertificateFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("es-certs-").FullName;

    public CertificateIssuer Issuer { get; } = new();

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public CertificateTarget Target(string name, SecretBuffer? passphrase = null) => new() { Folder = Path, Name = name, KeyPassphrase = passphrase };

    public IssuedCertificate Root(string name, CertificateKeyType type = CertificateKeyType.EcdsaP256, int? pathLength = null) =>
        Issuer.CreateAuthority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = name, Organization = "Tests" }, KeyType = type, PathLength = pathLength }, Target(name));

    public CertificateAuthority Open(string name) => CertificateIssuer.OpenAuthority(this[name + ".crt"]);

    /// <summary>A request of ours, approved.</summary>
    public IssuedCertificate Leaf(string authority, string name, CertificateKeyType type = CertificateKeyType.EcdsaP256, CertificateProfile profile = CertificateProfile.Server)
    {
        CertificateRequestInfo asked = Issuer.CreateRequest(new CertificateOptions { Subject = new CertificateSubject { CommonName = name }, KeyType = type, Profile = profile }, Target(name));
        using CertificateAuthority signer = Open(authority);
        CertificateRequestPolicy policy = new() { AllowedDns = ["example.com", "localhost"], Profile = profile };
        return Issuer.Approve(CertificateSigningRequest.Parse(Encoding.ASCII.GetBytes(asked.Request)), policy, signer, path: this[name + ".crt"]);
    }

    public ToolResult OpenSsl(params string[] arguments) => NativeTool.Run("openssl", arguments);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
