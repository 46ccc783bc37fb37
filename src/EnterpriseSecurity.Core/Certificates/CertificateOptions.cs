namespace EnterpriseSecurity.Certificates;

/// <summary>How a certificate or a request for one is made.</summary>
public record CertificateOptions
{
    /// <summary>Who it is for.</summary>
    public required CertificateSubject Subject { get; init; }

    /// <summary>The names that it is for. With none, a host, address or mailbox in the common name is taken.</summary>
    public SubjectAlternativeNames AlternativeNames { get; init; } = SubjectAlternativeNames.None;

    /// <summary>The kind of its key.</summary>
    public CertificateKeyType KeyType { get; init; } = CertificateKeyType.EcdsaP256;

    /// <summary>What it is for.</summary>
    public CertificateProfile Profile { get; init; } = CertificateProfile.Server;

    /// <summary>For how long from now it is valid; when null, 365 days, or until its authority ends if that is sooner.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Where others learn of revocation and of the issuer.</summary>
    public CertificateLocations Locations { get; init; } = new();
}
