using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Certificates;

/// <summary>Certificates made for a test, sound unless the test says otherwise.</summary>
internal static class TestCertificates
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 SelfSigned(ECDsa key, string subject = "CN=example.com,O=MyCompany,C=US", Action<CertificateRequest>? shape = null)
    {
        CertificateRequest request = new(new X500DistinguishedName(subject, X500DistinguishedNameFlags.Reversed), key, HashAlgorithmName.SHA256);
        if (shape is null) AddNames(request, "example.com", "*.example.com");
        else shape(request);
        using X509Certificate2 made = request.CreateSelfSigned(Now.AddDays(-10), Now.AddDays(90));
        return X509CertificateLoader.LoadCertificate(made.RawData);
    }

    public static void AddNames(CertificateRequest request, params string[] names)
    {
        SubjectAlternativeNameBuilder builder = new();
        foreach (string name in names) builder.AddDnsName(name);
        request.CertificateExtensions.Add(builder.Build());
    }

    /// <summary>A bundle of one certificate and its key.</summary>
    public static CertificateBundle Bundle()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateBundle([SelfSigned(key)], SecretBuffer.CopyOf(key.ExportPkcs8PrivateKey()), CertificateFormat.Pem);
    }
}
