using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Core.Tests.Certificates;

/// <summary>An authority of a test, which signs whatever it is asked to.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _serial = 1000;

    private TestAuthority()
    {
    }

    public X509Certificate2 Certificate { get; private set; } = null!;

    public static TestAuthority Root(string name = "CN=Test Root", Action<CertificateRequest>? shape = null)
    {
        TestAuthority root = new();
        using X509Certificate2 made = root.Request(name, shape ?? AsAuthority).CreateSelfSigned(TestCertificates.Now.AddYears(-1), TestCertificates.Now.AddYears(9));
        root.Certificate = X509CertificateLoader.LoadCertificate(made.RawData);
        return root;
    }

    public TestAuthority Intermediate(string name = "CN=Test Intermediate", Action<CertificateRequest>? shape = null)
    {
        TestAuthority below = new();
        below.Certificate = Sign(below.Request(name, shape ?? AsAuthority), TestCertificates.Now.AddDays(-200), TestCertificates.Now.AddYears(3));
        return below;
    }

    /// <summary>Issues a server's certificate for example.com, changed as a test needs.</summary>
    public X509Certificate2 Issue(Action<CertificateRequest>? shape = null, int validFrom = -10, int validTo = 90, string subject = "CN=leaf", AsymmetricAlgorithm? key = null, X509SignatureGenerator? generator = null, HashAlgorithmName? hash = null)
    {
        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        HashAlgorithmName algorithm = hash ?? HashAlgorithmName.SHA256;
        CertificateRequest request = key is RSA rsa
            ? new(subject, rsa, algorithm, RSASignaturePadding.Pkcs1)
            : new(subject, key as ECDsa ?? own, algorithm);
        (shape ?? (one => AsServer(one)))(request);
        return Sign(request, TestCertificates.Now.AddDays(validFrom), TestCertificates.Now.AddDays(validTo), generator);
    }

    public byte[] Revoke(params X509Certificate2[] certificates) => RevokeAt(TestCertificates.Now.AddDays(-1), TestCertificates.Now.AddDays(7), certificates);

    public byte[] RevokeAt(DateTimeOffset thisUpdate, DateTimeOffset nextUpdate, params X509Certificate2[] certificates)
    {
        CertificateRevocationListBuilder builder = new();
        foreach (X509Certificate2 one in certificates) builder.AddEntry(one, TestCertificates.Now.AddDays(-2), X509RevocationReason.KeyCompromise);
        using X509Certificate2 signer = Certificate.CopyWithPrivateKey(_key);
        return builder.Build(signer, 1, nextUpdate, HashAlgorithmName.SHA256, thisUpdate: thisUpdate);
    }

    public static void AsAuthority(CertificateRequest request) => AsAuthority(request, null);

    public static void AsAuthority(CertificateRequest request, int? pathLength, X509KeyUsageFlags usage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, pathLength is not null, pathLength ?? 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    }

    public static void AsServer(CertificateRequest request, string purpose = "1.3.6.1.5.5.7.3.1")
    {
        TestCertificates.AddNames(request, "example.com", "*.example.com");
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
    }

    public void Dispose()
    {
        _key.Dispose();
        Certificate.Dispose();
    }

    private CertificateRequest Request(string name, Action<CertificateRequest> shape)
    {
        CertificateRequest request = new(name, _key, HashAlgorithmName.SHA256);
        shape(request);
        return request;
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset from, DateTimeOffset to, X509SignatureGenerator? generator = null) =>
        request.Create(Certificate.SubjectName, generator ?? X509SignatureGenerator.CreateForECDsa(_key), from, to, BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(++_serial)));
}
