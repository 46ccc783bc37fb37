namespace EnterpriseSecurity.Certificates;

/// <summary>How a certificate authority is made.</summary>
public sealed record CertificateAuthorityOptions
{
    /// <summary>Who it is.</summary>
    public required CertificateSubject Subject { get; init; }

    /// <summary>The kind of its key.</summary>
    public CertificateKeyType KeyType { get; init; } = CertificateKeyType.EcdsaP384;

    /// <summary>For how long from now it is valid; when null, ten years, or until its parent ends if that is sooner.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>How many authorities may stand below it; null for no limit, or for one less than its parent has.</summary>
    public int? PathLength { get; init; }

    /// <summary>The names that it may issue for.</summary>
    public CertificateNameConstraints NameConstraints { get; init; } = new();

    /// <summary>Where others learn of revocation and of the issuer.</summary>
    public CertificateLocations Locations { get; init; } = new();
}
