using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Certificates that sign themselves with their keys, and certificates for a request whose signature is checked first.</summary>
public class CertificateBenchmarks
{
    private static readonly CertificateRequestPolicy Policy = new() { AllowedDns = ["example.com"] };

    private CertificateAuthority _authority = null!;
    private byte[] _request = null!;

    /// <summary>The kind of the keys.</summary>
    [Params(CertificateKeyType.Rsa2048, CertificateKeyType.EcdsaP256, CertificateKeyType.Ed25519)]
    public CertificateKeyType KeyType { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        CertificateKey key = CertificateKey.Generate(KeyType);
        _authority = CertificateAuthority.Create(CertificateBuilder.Authority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = "Root" } }, key, null, DateTimeOffset.UtcNow), key);
        using CertificateKey own = CertificateKey.Generate(KeyType);
        _request = CertificateBuilder.Request(Options, own);
    }

    [GlobalCleanup]
    public void CleanUp() => _authority.Dispose();

    [Benchmark]
    public int SelfSigned()
    {
        using CertificateKey key = CertificateKey.Generate(KeyType);
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = CertificateBuilder.SelfSigned(Options, key, DateTimeOffset.UtcNow);
        return certificate.RawDataMemory.Length;
    }

    [Benchmark]
    public int Approve()
    {
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = CertificateSigning.Issue(CertificateSigningRequest.Parse(_request), Policy, _authority, null, DateTimeOffset.UtcNow);
        return certificate.RawDataMemory.Length;
    }

    private static CertificateOptions Options { get; } = new() { Subject = new CertificateSubject { CommonName = "www.example.com" } };
}
