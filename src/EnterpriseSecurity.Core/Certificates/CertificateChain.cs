using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>The way from a certificate to a root, as the platform finds it, and what the platform says against it.</summary>
internal sealed class CertificateChain : IDisposable
{
    private const X509ChainStatusFlags NameFlags =
        X509ChainStatusFlags.InvalidNameConstraints | X509ChainStatusFlags.HasNotPermittedNameConstraint | X509ChainStatusFlags.HasExcludedNameConstraint
        | X509ChainStatusFlags.HasNotDefinedNameConstraint | X509ChainStatusFlags.HasNotSupportedNameConstraint;

    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(15);
    private readonly X509Chain _chain;

    private CertificateChain(X509Chain chain, IReadOnlyList<CertificateLink> links, bool isTrusted)
    {
        _chain = chain;
        Links = links;
        IsTrusted = isTrusted;
    }

    /// <summary>The certificates from the checked one upwards, as far as they were found.</summary>
    public IReadOnlyList<CertificateLink> Links { get; }

    public CertificateLink Leaf => Links[0];

    /// <summary>True when it ends at a trusted root.</summary>
    public bool IsTrusted { get; }

    /// <summary>The issuer of a certificate of the chain, or null when it was not found; a root is its own.</summary>
    public CertificateLink? IssuerOf(CertificateLink link)
    {
        if (link.Position + 1 < Links.Count) return Links[link.Position + 1];
        return link.Info.IsSelfSigned ? link : null;
    }

    public static CertificateChain Build(X509Certificate2 certificate, CertificateCheckOptions options, DateTimeOffset at, CertificateFindings findings)
    {
        X509Chain chain = new();
        try
        {
            Configure(chain.ChainPolicy, options, at);
            List<CertificateLink> links = [];
            try
            {
                chain.Build(certificate);
                foreach (X509ChainElement one in chain.ChainElements) links.Add(new CertificateLink(one.Certificate, CertificateInfo.Of(one.Certificate, at), links.Count));
            }
            catch (CryptographicException error)
            {
                links.Clear();
                links.Add(new CertificateLink(certificate, CertificateInfo.Of(certificate, at), 0));
                findings.Error(CertificateFindingId.PartialChain, $"The chain cannot be built: {error.Message}", links[0]);
                return new CertificateChain(chain, links, isTrusted: false);
            }

            bool isTrusted = Report(chain, links, options, findings);
            ReportSignatures(links, findings);
            return new CertificateChain(chain, links, isTrusted);
        }
        catch
        {
            chain.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (X509ChainElement one in _chain.ChainElements) one.Certificate.Dispose();
        _chain.Dispose();
    }

    private static void Configure(X509ChainPolicy policy, CertificateCheckOptions options, DateTimeOffset at)
    {
        policy.RevocationMode = options.CheckOnline ? X509RevocationMode.Online : X509RevocationMode.NoCheck;
        policy.RevocationFlag = X509RevocationFlag.ExcludeRoot;
        policy.DisableCertificateDownloads = !options.CheckOnline;
        policy.UrlRetrievalTimeout = NetworkTimeout;
        policy.VerificationTime = at.LocalDateTime;
        foreach (X509Certificate2 one in options.Intermediates) policy.ExtraStore.Add(one);
        if (options.TrustedRoots.Count == 0) return;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (X509Certificate2 one in options.TrustedRoots) policy.CustomTrustStore.Add(one);
    }

    // Dates, purposes and path lengths are checked by rules of our own; here is what only the builder knows.
    private static bool Report(X509Chain chain, List<CertificateLink> links, CertificateCheckOptions options, CertificateFindings findings)
    {
        CertificateSeverity distrust = options.AllowUntrusted ? CertificateSeverity.Warning : CertificateSeverity.Error;
        bool isTrusted = true;
        for (int i = 0; i < links.Count; i++)
        {
            X509ChainStatusFlags flags = chain.ChainElements[i].ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
            CertificateLink link = links[i];
            if (flags.HasFlag(X509ChainStatusFlags.NotSignatureValid)) findings.Error(CertificateFindingId.BadSignature, BadSignature(link), link);
            if (flags.HasFlag(X509ChainStatusFlags.ExplicitDistrust)) findings.Error(CertificateFindingId.Untrusted, $"'{link.Info.Subject}' is explicitly distrusted by this system.", link);
            if (flags.HasFlag(X509ChainStatusFlags.Revoked)) findings.Error(CertificateFindingId.Revoked, $"The issuer has revoked '{link.Info.Subject}'. Replace it.", link);
            if ((flags & NameFlags) != 0) findings.Error(CertificateFindingId.NameConstraints, $"An authority may not issue for the names of '{link.Info.Subject}'. Have it issued by another authority.", link);
            if (flags.HasFlag(X509ChainStatusFlags.HasNotSupportedCriticalExtension)) findings.Error(CertificateFindingId.UnknownExtension, $"'{link.Info.Subject}' has a critical extension that is not understood.", link);
            if (flags.HasFlag(X509ChainStatusFlags.InvalidBasicConstraints) && !link.IsLeaf) findings.Error(CertificateFindingId.BadKeyUsage, $"'{link.Info.Subject}' is no authority, or not one for this chain.", link);
            if (options.CheckOnline && (flags & (X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation)) != 0)
            {
                findings.Error(CertificateFindingId.RevocationUnknown, $"Whether '{link.Info.Subject}' is revoked could not be learned over the network.", link);
            }
        }

        X509ChainStatusFlags whole = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        CertificateLink last = links[^1];
        bool endsAtRoot = last.Info.IsSelfSigned;
        if (whole.HasFlag(X509ChainStatusFlags.PartialChain) && !endsAtRoot)
        {
            isTrusted = false;
            findings.Add(CertificateFindingId.PartialChain, distrust, $"The certificate of the issuer '{last.Info.Issuer}' is missing. Give it as an intermediate or as a trusted root.", last);
        }
        else if ((whole & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            isTrusted = false;
            string what = links.Count == 1 ? "Certificate is self-signed and" : $"The root '{last.Info.Subject}'";
            findings.Add(CertificateFindingId.Untrusted, distrust, $"{what} is not trusted. Give the root as a trusted root if it is yours.", last);
        }

        return isTrusted;
    }

    // Builders differ in whether they go on behind a broken signature, and in what they then call it.
    private static void ReportSignatures(List<CertificateLink> links, CertificateFindings findings)
    {
        for (int i = 0; i < links.Count; i++)
        {
            bool namesItself = CertificateInfoReader.NamesItself(links[i].Certificate);
            X509Certificate2? issuer = i + 1 < links.Count ? links[i + 1].Certificate : namesItself ? links[i].Certificate : null;
            if (issuer is not null && SignedStructure.Read(links[i].Certificate.RawData).IsSignedBy(issuer.PublicKey) == false) findings.Error(CertificateFindingId.BadSignature, BadSignature(links[i]), links[i]);
        }
    }

    private static string BadSignature(CertificateLink link) => $"The signature on '{link.Info.Subject}' is not its issuer's. Do not use it; get the certificate again from its authority.";
}
