using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>When a certificate expires.</summary>
public sealed record CertificateExpiration
{
    /// <summary>What counts as soon unless it is said otherwise.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>True when it has expired.</summary>
    public required bool IsExpired { get; init; }

    /// <summary>True when it has not expired and will within the time that counts as soon.</summary>
    public required bool ExpiresSoon { get; init; }

    /// <summary>Whole days until it expires; negative when it has.</summary>
    public required int DaysUntilExpiry { get; init; }

    /// <summary>From when it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The subject, as <c>CN=example.com,O=MyCompany,C=US</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The issuer, spelled as the subject.</summary>
    public required string Issuer { get; init; }

    /// <summary>SHA-1 of the certificate in hex.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Where it was found: a file, a system store, or an endpoint.</summary>
    public required string Source { get; init; }

    /// <summary>The name of a certificate that the store manages, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The file that it was found in, or null.</summary>
    public string? Path { get; init; }

    /// <summary>Reads the dates of a certificate.</summary>
    /// <param name="certificate">The certificate; it stays the caller's.</param>
    /// <param name="source">Where it was found.</param>
    /// <param name="now">The present time.</param>
    /// <param name="soon">What counts as soon; <see cref="Soon"/> when null.</param>
    /// <exception cref="MalformedDataException">A part of it cannot be read.</exception>
    public static CertificateExpiration Of(X509Certificate2 certificate, string source, DateTimeOffset now, TimeSpan? soon = null) =>
        Of(CertificateInfo.Of(certificate, now), source, now, soon);

    internal static CertificateExpiration Of(CertificateInfo info, string source, DateTimeOffset now, TimeSpan? soon) => new()
    {
        IsExpired = now > info.NotAfter,
        ExpiresSoon = now <= info.NotAfter && info.NotAfter - now <= (soon ?? Soon),
        DaysUntilExpiry = info.DaysUntilExpiry,
        NotBefore = info.NotBefore,
        NotAfter = info.NotAfter,
        Subject = info.Subject,
        Issuer = info.Issuer,
        Thumbprint = info.Thumbprint,
        Source = source,
        Path = info.Path,
    };
}
