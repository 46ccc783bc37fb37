using System.Numerics;

namespace EnterpriseSecurity.Certificates;

/// <summary>What a certificate says of itself (RFC 5280). Whether to believe it is for <see cref="CertificateChecker"/>.</summary>
public sealed record CertificateInfo
{
    /// <summary>The subject, as <c>CN=example.com,O=MyCompany,C=US</c> (RFC 4514).</summary>
    public required string Subject { get; init; }

    /// <summary>The issuer, spelled as the subject.</summary>
    public required string Issuer { get; init; }

    /// <summary>The version: v1 or v3.</summary>
    public required string Version { get; init; }

    /// <summary>The serial number.</summary>
    public required BigInteger SerialNumber { get; init; }

    /// <summary>The serial number's bytes in hex, as OpenSSL shows it.</summary>
    public required string SerialNumberHex { get; init; }

    /// <summary>From when it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Whole days until it expires; negative when it has.</summary>
    public required int DaysUntilExpiry { get; init; }

    /// <summary>The signature's algorithm by OpenSSL's name, as <c>sha256WithRSAEncryption</c>.</summary>
    public required string SignatureAlgorithm { get; init; }

    /// <summary>The key's algorithm: RSA, RSA-PSS, ECDSA, Ed25519, Ed448, DSA, or its object identifier.</summary>
    public required string KeyAlgorithm { get; init; }

    /// <summary>The key's size in bits; 0 when the platform does not know the key.</summary>
    public required int KeySize { get; init; }

    /// <summary>SHA-1 of the certificate in hex, as Windows names it.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>SHA-256 of the certificate in hex.</summary>
    public required string ThumbprintSha256 { get; init; }

    /// <summary>The subject alternative names, of all kinds.</summary>
    public required IReadOnlyList<CertificateName> AlternativeNames { get; init; }

    /// <summary>The DNS names among them.</summary>
    public IReadOnlyList<string> DnsNames => [.. AlternativeNames.Where(name => name.Kind == CertificateNameKind.Dns).Select(name => name.Value)];

    /// <summary>What the key may be used for; empty when nothing is said.</summary>
    public required IReadOnlyList<string> KeyUsage { get; init; }

    /// <summary>The purposes, by name where it is known; empty when nothing is said.</summary>
    public required IReadOnlyList<string> EnhancedKeyUsage { get; init; }

    /// <summary>True when it may sign certificates (basic constraints).</summary>
    public required bool IsAuthority { get; init; }

    /// <summary>How many authorities may stand below it; null for no limit.</summary>
    public required int? PathLength { get; init; }

    /// <summary>The names that certificates below it may have.</summary>
    public required IReadOnlyList<CertificateName> PermittedNames { get; init; }

    /// <summary>The names that certificates below it may not have.</summary>
    public required IReadOnlyList<CertificateName> ExcludedNames { get; init; }

    /// <summary>The identifier of its key in hex, or null.</summary>
    public required string? SubjectKeyIdentifier { get; init; }

    /// <summary>The identifier of its issuer's key in hex, or null.</summary>
    public required string? AuthorityKeyIdentifier { get; init; }

    /// <summary>Where revocation lists are published.</summary>
    public required IReadOnlyList<string> CrlUrls { get; init; }

    /// <summary>Where revocation is answered.</summary>
    public required IReadOnlyList<string> OcspUrls { get; init; }

    /// <summary>Where the issuer's certificate is published.</summary>
    public required IReadOnlyList<string> IssuerUrls { get; init; }

    /// <summary>The object identifiers of the critical extensions.</summary>
    public required IReadOnlyList<string> CriticalExtensions { get; init; }

    /// <summary>True when it names itself as issuer and its own key made the signature.</summary>
    public required bool IsSelfSigned { get; init; }

    /// <summary>True when its private key stands beside it.</summary>
    public bool HasPrivateKey { get; init; }

    /// <summary>The file that it comes from, or null.</summary>
    public string? Path { get; init; }

    /// <summary>Reads a certificate.</summary>
    /// <param name="certificate">The certificate; it stays the caller's.</param>
    /// <param name="now">The time that days are counted from; the system's when null.</param>
    /// <exception cref="MalformedDataException">A part of it cannot be read.</exception>
    public static CertificateInfo Of(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return CertificateInfoReader.Read(certificate, now ?? DateTimeOffset.UtcNow);
    }

    /// <summary>The subject.</summary>
    public override string ToString() => Subject;
}
