namespace EnterpriseSecurity.Certificates;

/// <summary>URLs in a certificate (RFC 5280, 4.2.1.13 and 4.2.2.1).</summary>
public sealed record CertificateLocations
{
    /// <summary>Where the issuer's revocation list is.</summary>
    public IReadOnlyList<string> RevocationLists { get; init; } = [];

    /// <summary>Where the issuer's certificate is.</summary>
    public IReadOnlyList<string> IssuerCertificates { get; init; } = [];

    /// <summary>Where an OCSP responder answers.</summary>
    public IReadOnlyList<string> OcspResponders { get; init; } = [];

    /// <exception cref="InvalidInputException">One is not an http, https or ldap URL.</exception>
    internal void Check()
    {
        List<string> bad = [.. RevocationLists.Concat(IssuerCertificates).Concat(OcspResponders).Where(url => CertificateNames.TryUri(url) is not { } uri || !(uri.StartsWith("http://", StringComparison.Ordinal) || uri.StartsWith("https://", StringComparison.Ordinal) || uri.StartsWith("ldap://", StringComparison.Ordinal)))];
        if (bad.Count > 0) throw SecurityErrors.CertificateLocationInvalid(bad);
    }
}
