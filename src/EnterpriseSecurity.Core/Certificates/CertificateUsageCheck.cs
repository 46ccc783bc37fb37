using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>Whether each certificate of a chain may do what it does there: basic constraints, key usage, purposes (RFC 5280 section 4.2.1).</summary>
internal static class CertificateUsageCheck
{
    public static void Run(CertificateChain chain, CertificatePurpose purpose, CertificateFindings findings)
    {
        foreach (CertificateLink link in chain.Links)
        {
            CheckPurpose(link, purpose, findings);
            if (link.IsLeaf) CheckLeaf(link, purpose, findings);
            else CheckAuthority(link, chain, findings);
            if (link.Info.IsAuthority && CertificateInfoReader.KeyUsageOf(link.Certificate) is { } usage && !usage.HasFlag(X509KeyUsageFlags.KeyCertSign))
            {
                findings.Error(CertificateFindingId.BadKeyUsage, $"'{link.Info.Subject}' is an authority, and its key usage does not allow it to sign certificates.", link);
            }
        }
    }

    private static void CheckLeaf(CertificateLink link, CertificatePurpose purpose, CertificateFindings findings)
    {
        if (purpose == CertificatePurpose.Any) return;
        if (link.Info.IsAuthority)
        {
            findings.Warning(CertificateFindingId.BadKeyUsage, $"'{link.Info.Subject}' is an authority, and should not be used as a {NameOf(purpose)}'s certificate. Issue one for that.", link);
        }

        // Which of the three a TLS handshake needs is up to the cipher suite; one of them it is.
        const X509KeyUsageFlags Handshake = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement;
        if (CertificateInfoReader.KeyUsageOf(link.Certificate) is { } usage && (usage & Handshake) == 0)
        {
            findings.Error(CertificateFindingId.BadKeyUsage, $"The key usage of '{link.Info.Subject}' does not allow TLS. Issue it anew with digitalSignature.", link);
        }
    }

    private static void CheckAuthority(CertificateLink link, CertificateChain chain, CertificateFindings findings)
    {
        // Version 1 has no extensions to say it with; only as a root is it believed.
        bool isOldRoot = link.Certificate.Version < 3 && link.Info.IsSelfSigned;
        if (!link.Info.IsAuthority && !isOldRoot)
        {
            findings.Error(CertificateFindingId.BadKeyUsage, $"'{link.Info.Subject}' has issued a certificate and is no authority.", link);
        }

        int below = chain.Links.Take(link.Position).Skip(1).Count(one => one.Info.Subject != one.Info.Issuer);
        if (link.Info.PathLength is { } most && below > most)
        {
            findings.Error(CertificateFindingId.PathLength, FormattableString.Invariant($"'{link.Info.Subject}' may have {most} authorities below it, and has {below}."), link);
        }
    }

    // A purpose that an authority names binds what it issues, too.
    private static void CheckPurpose(CertificateLink link, CertificatePurpose purpose, CertificateFindings findings)
    {
        if (purpose == CertificatePurpose.Any || CertificateInfoReader.PurposesOf(link.Certificate) is not { } purposes) return;
        string needed = purpose == CertificatePurpose.Server ? CertificateOids.ServerAuthentication : CertificateOids.ClientAuthentication;
        if (purposes.Contains(needed) || purposes.Contains(CertificateOids.AnyExtendedKeyUsage)) return;
        findings.Error(CertificateFindingId.BadKeyUsage, $"'{link.Info.Subject}' is not for a TLS {NameOf(purpose)}: its purposes are {string.Join(", ", link.Info.EnhancedKeyUsage)}.", link);
    }

    private static string NameOf(CertificatePurpose purpose) => purpose == CertificatePurpose.Server ? "server" : "client";
}
