using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>What a certificate is checked against.</summary>
public sealed class CertificateCheckOptions
{
    /// <summary>The host name or IP address that it shall be for; null for any.</summary>
    public string? HostName { get; init; }

    /// <summary>The roots to trust, and no others; the system's when empty.</summary>
    public IReadOnlyList<X509Certificate2> TrustedRoots { get; init; } = [];

    /// <summary>Certificates that may stand between it and a root.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>Revocation lists. When there is one, the certificate must be covered by one.</summary>
    public IReadOnlyList<RevocationList> RevocationLists { get; init; } = [];

    /// <summary>True to ask the issuers over the network for revocation, and for certificates that are missing.</summary>
    public bool CheckOnline { get; init; }

    /// <summary>What it shall be used for.</summary>
    public CertificatePurpose Purpose { get; init; } = CertificatePurpose.Any;

    /// <summary>The time to check at; now when null.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The private key that shall be its own; null to leave that out.</summary>
    public CertificateKey? PrivateKey { get; init; }

    /// <summary>
    /// How long it may be valid. When null, 398 days (the CA/Browser Forum's limit) are expected of server certificates under
    /// the system's roots, and more is a warning; a limit that is given holds for any certificate, and more is an error.
    /// </summary>
    public TimeSpan? MaximumLifetime { get; init; }

    /// <summary>True to let a certificate that no trusted root vouches for pass with a warning.</summary>
    public bool AllowUntrusted { get; init; }

    /// <summary>The same with more certificates that may stand in between.</summary>
    internal CertificateCheckOptions WithIntermediates(IEnumerable<X509Certificate2> more) => Copy(HostName, Purpose, more);

    /// <summary>The same for a TLS server that presents these certificates.</summary>
    internal CertificateCheckOptions ForServer(string hostName, IEnumerable<X509Certificate2> presented) => Copy(hostName, CertificatePurpose.Server, presented);

    private CertificateCheckOptions Copy(string? hostName, CertificatePurpose purpose, IEnumerable<X509Certificate2> more) => new()
    {
        HostName = hostName,
        TrustedRoots = TrustedRoots,
        Intermediates = [.. Intermediates, .. more],
        RevocationLists = RevocationLists,
        CheckOnline = CheckOnline,
        Purpose = purpose,
        At = At,
        PrivateKey = PrivateKey,
        MaximumLifetime = MaximumLifetime,
        AllowUntrusted = AllowUntrusted,
    };
}
