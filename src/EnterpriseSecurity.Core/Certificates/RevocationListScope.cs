namespace EnterpriseSecurity.Certificates;

/// <summary>Which certificates of its issuer a revocation list speaks for (RFC 5280 section 5.2.5).</summary>
/// <param name="IsUsable">False for lists of other issuers' certificates, and with unknown critical extensions.</param>
/// <param name="IsPart">True for a delta, or a list for some reasons only: what it revokes is revoked, and its silence says nothing.</param>
/// <param name="OnlyUsers">True when it leaves authorities out.</param>
/// <param name="OnlyAuthorities">True when it names authorities only.</param>
/// <param name="Urls">Where it is published; empty when it does not say.</param>
internal sealed record RevocationListScope(bool IsUsable, bool IsPart, bool OnlyUsers, bool OnlyAuthorities, IReadOnlyList<string> Urls)
{
    public static RevocationListScope Everything { get; } = new(true, false, false, false, []);

    /// <summary>True when the list speaks for such a certificate.</summary>
    public bool Covers(CertificateInfo certificate)
    {
        if (!IsUsable || (OnlyUsers && certificate.IsAuthority) || (OnlyAuthorities && !certificate.IsAuthority)) return false;
        return Urls.Count == 0 || Urls.Intersect(certificate.CrlUrls, StringComparer.Ordinal).Any();
    }
}
