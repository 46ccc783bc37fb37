namespace EnterpriseSecurity.Certificates;

/// <summary>How a certificate is renewed.</summary>
public sealed record CertificateRenewal
{
    /// <summary>True for a new key; the old one is gone then.</summary>
    public bool NewKey { get; init; }

    /// <summary>The kind of the new key; the old one's when null.</summary>
    public CertificateKeyType? KeyType { get; init; }

    /// <summary>The new lifetime; as long as the old one was when null.</summary>
    public TimeSpan? ExpiresIn { get; init; }
}
