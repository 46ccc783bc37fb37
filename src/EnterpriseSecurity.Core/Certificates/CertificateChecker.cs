using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Checks certificates: dates, chain, host, keys, hashes, usage, revocation. The rules are RFC 5280's and RFC 9525's, and
/// are the same on every platform; the platform builds the chain. Nothing goes over the network unless it is asked to.
/// </summary>
public sealed class CertificateChecker
{
    private static readonly TimeSpan PublicLifetime = TimeSpan.FromDays(398);
    private readonly TimeProvider _time;

    /// <summary>Makes a checker.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public CertificateChecker(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>Checks a certificate. What is wrong with it is in the result; only what cannot be checked at all is an exception.</summary>
    /// <param name="certificate">The certificate; it stays the caller's.</param>
    /// <param name="options">What to check it against; the system's roots alone when null.</param>
    /// <exception cref="InvalidInputException">The host name is none.</exception>
    /// <exception cref="MalformedDataException">A part of the certificate cannot be read.</exception>
    public CertificateVerification Check(X509Certificate2 certificate, CertificateCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        options ??= new CertificateCheckOptions();
        DateTimeOffset at = options.At ?? _time.GetUtcNow();
        HostNameMatch? host = options.HostName is null ? null : HostNameMatch.For(options.HostName);
        CertificatePurpose purpose = host is not null && options.Purpose == CertificatePurpose.Any ? CertificatePurpose.Server : options.Purpose;
        CertificateFindings findings = new();
        using CertificateChain chain = CertificateChain.Build(certificate, options, at, findings);

        for (int i = 0; i < chain.Links.Count; i++) CheckDates(chain.Links[i], at, findings);
        CheckNames(chain.Leaf, host, options.HostName, purpose, findings);
        CertificateKeyCheck.Run(chain, findings);
        CertificateUsageCheck.Run(chain, purpose, findings);
        CertificatePolicyCheck.Run(chain, findings);
        if (options.RevocationLists.Count > 0) RevocationCheck.Run(chain, options.RevocationLists, at, findings);
        CheckLifetime(chain, options, purpose, findings);
        if (options.PrivateKey is { } key && !key.Matches(certificate))
        {
            findings.Error(CertificateFindingId.KeyMismatch, "The private key is not this certificate's. Use the key that the certificate was requested with.", chain.Leaf);
        }

        return new CertificateVerification
        {
            Subject = chain.Leaf.Info.Subject,
            HostName = options.HostName,
            Findings = findings.Sorted(),
            Chain = [.. chain.Links.Select(link => link.Info)],
            CheckedAt = at,
        };
    }

    private static void CheckDates(CertificateLink link, DateTimeOffset at, CertificateFindings findings)
    {
        string whose = link.IsLeaf ? "Certificate" : $"The authority '{link.Info.Subject}'";
        if (at > link.Info.NotAfter)
        {
            findings.Error(CertificateFindingId.Expired, $"{whose} has expired: it was valid until {link.Info.NotAfter:u}. Renew it.", link);
        }
        else if (at < link.Info.NotBefore)
        {
            findings.Error(CertificateFindingId.NotYetValid, $"{whose} is not valid yet: it will be from {link.Info.NotBefore:u}. Check the clock, or wait.", link);
        }
    }

    private static void CheckNames(CertificateLink leaf, HostNameMatch? host, string? hostName, CertificatePurpose purpose, CertificateFindings findings)
    {
        bool hasNames = leaf.Info.AlternativeNames.Any(name => name.Kind is CertificateNameKind.Dns or CertificateNameKind.Ip);
        if (purpose == CertificatePurpose.Server && !hasNames)
        {
            findings.Error(CertificateFindingId.MissingSan, "Certificate has no DNS name or IP address among its alternative names, and the common name does not count. Issue it anew with one.", leaf);
        }

        if (host is not null && !host.Matches(leaf.Info.AlternativeNames))
        {
            string names = string.Join(", ", leaf.Info.AlternativeNames.Take(10).Select(name => name.Value));
            findings.Error(CertificateFindingId.WrongHost, $"Certificate is not for '{hostName}'; it is for: {(names.Length == 0 ? "no host" : names)}. Use a name it is for, or issue it anew.", leaf);
        }
    }

    private static void CheckLifetime(CertificateChain chain, CertificateCheckOptions options, CertificatePurpose purpose, CertificateFindings findings)
    {
        CertificateLink leaf = chain.Leaf;
        TimeSpan lifetime = leaf.Info.NotAfter - leaf.Info.NotBefore;
        if (options.MaximumLifetime is { } limit)
        {
            if (lifetime > limit) findings.Error(CertificateFindingId.TooLongLived, TooLong(limit), leaf);
        }
        else if (purpose == CertificatePurpose.Server && options.TrustedRoots.Count == 0 && chain.IsTrusted && lifetime > PublicLifetime)
        {
            findings.Warning(CertificateFindingId.TooLongLived, TooLong(PublicLifetime), leaf);
        }

        string TooLong(TimeSpan most) => FormattableString.Invariant($"Certificate is valid for {lifetime.TotalDays:0} days, and at most {most.TotalDays:0} are accepted. Issue it for a shorter time.");
    }
}
