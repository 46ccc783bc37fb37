using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>A certificate that was made here, and where it is.</summary>
public sealed record IssuedCertificate
{
    /// <summary>Its name in the store, or of its files.</summary>
    public required string Name { get; init; }

    /// <summary>Its id in the store; null when the store does not manage it.</summary>
    public string? Id { get; init; }

    /// <summary>The certificate's file, PEM, with the intermediate authorities after it; null when none was written.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The private key's file, PKCS#8 in PEM; null when there is none.</summary>
    public string? PrivateKeyPath { get; init; }

    /// <summary>The subject, in RFC 4514 text.</summary>
    public required string Subject { get; init; }

    /// <summary>The issuer, in RFC 4514 text.</summary>
    public required string Issuer { get; init; }

    /// <summary>The serial number in hexadecimal.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>SHA-1 of the certificate in hex, as Windows names it.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>From when it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The names that it is for, with their kinds.</summary>
    public IReadOnlyList<string> AlternativeNames { get; init; } = [];

    /// <summary>The key's kind and size.</summary>
    public required string Key { get; init; }

    /// <summary>True for an authority.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>The name of the store's authority that signed it; null when it signed itself or another did.</summary>
    public string? Authority { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked, or null.</summary>
    public X509RevocationReason? RevocationReason { get; init; }

    /// <summary>What a request asked for and did not get.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What is odd about it, though it may be meant.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The certificate as PEM, with the intermediate authorities after it.</summary>
    public required string Certificate { get; init; }

    /// <summary>The subject.</summary>
    public override string ToString() => Subject;

    internal static IssuedCertificate Of(string name, X509Certificate2 certificate, string pem)
    {
        CertificateInfo info = CertificateInfo.Of(certificate);
        return new IssuedCertificate
        {
            Name = name,
            Subject = info.Subject,
            Issuer = info.Issuer,
            SerialNumber = info.SerialNumberHex,
            Thumbprint = info.Thumbprint,
            NotBefore = info.NotBefore,
            NotAfter = info.NotAfter,
            AlternativeNames = [.. info.AlternativeNames.Select(one => one.ToString())],
            Key = info.KeyAlgorithm == "Ed25519" ? info.KeyAlgorithm : $"{info.KeyAlgorithm} {info.KeySize}",
            IsAuthority = info.IsAuthority,
            Warnings = CertificateBuilder.WarningsOf(certificate),
            Certificate = pem,
        };
    }
}
