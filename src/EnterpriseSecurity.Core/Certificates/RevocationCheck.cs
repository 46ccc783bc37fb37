using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Whether the certificates of a chain are on revocation lists that were given. The checked certificate must be covered
/// by a list that its issuer signed and that is not out of date; for the authorities above it that is a warning.
/// </summary>
internal static class RevocationCheck
{
    public static void Run(CertificateChain chain, IReadOnlyList<RevocationList> lists, DateTimeOffset at, CertificateFindings findings)
    {
        foreach (CertificateLink link in chain.Links)
        {
            if (link.Info.IsSelfSigned && !link.IsLeaf) continue;
            Check(link, chain.IssuerOf(link), lists, at, findings);
        }
    }

    private static void Check(CertificateLink link, CertificateLink? issuer, IReadOnlyList<RevocationList> lists, DateTimeOffset at, CertificateFindings findings)
    {
        CertificateSeverity severity = link.IsLeaf ? CertificateSeverity.Error : CertificateSeverity.Warning;
        bool isCovered = false;
        bool isStale = false;
        foreach (RevocationList list in lists.Where(one => one.IssuerEncoded.AsSpan().SequenceEqual(link.Certificate.IssuerName.RawData)))
        {
            if (issuer is null || !list.Scope.Covers(link.Info)) continue;
            if (!MaySign(issuer) || list.IsSignedBy(issuer.Certificate.PublicKey) != true)
            {
                findings.Add(CertificateFindingId.CrlBadSignature, severity, $"The revocation list of '{list.Issuer}' is not signed by that authority's key. Get it again.", link);
                continue;
            }

            // A revocation stays true on a list that has gone out of date.
            if (list.Find(link.Info.SerialNumber) is { } entry && entry.Reason != RevocationEntry.Lifted)
            {
                findings.Error(CertificateFindingId.Revoked, $"'{link.Info.Subject}' was revoked on {entry.RevokedAt:u}{(entry.Reason is null ? "" : $" ({entry.Reason})")}. Replace it.", link);
                return;
            }

            if (list.Scope.IsPart) continue;
            if (at < list.ThisUpdate || list.NextUpdate is not { } next || at > next) isStale = true;
            else isCovered = true;
        }

        if (isCovered) return;
        if (isStale) findings.Add(CertificateFindingId.CrlExpired, severity, $"The revocation list of '{link.Info.Issuer}' is out of date. Get the present one.", link);
        else findings.Add(CertificateFindingId.RevocationUnknown, severity, $"No revocation list speaks for '{link.Info.Subject}'. Give that of '{link.Info.Issuer}'.", link);
    }

    private static bool MaySign(CertificateLink issuer) => CertificateInfoReader.KeyUsageOf(issuer.Certificate) is not { } usage || usage.HasFlag(X509KeyUsageFlags.CrlSign);
}
