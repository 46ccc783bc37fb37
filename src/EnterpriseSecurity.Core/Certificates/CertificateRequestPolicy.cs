using System.Net;
using System.Security.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// What an authority grants to whoever sends a request. Nothing is allowed that is not said here: a request with one
/// name too many is refused as a whole, with every reason at once. Of what was asked for only the names and the common
/// name get into the certificate; usages, lifetime, URLs and the rest of the subject are the policy's.
/// </summary>
public sealed record CertificateRequestPolicy
{
    private const int SmallestExponent = 65537;

    /// <summary>Domains: each for itself and all hosts below it.</summary>
    public IReadOnlyList<string> AllowedDns { get; init; } = [];

    /// <summary>True to allow wildcards within the allowed domains.</summary>
    public bool AllowWildcards { get; init; }

    /// <summary>Networks.</summary>
    public IReadOnlyList<IPNetwork> AllowedIp { get; init; } = [];

    /// <summary>The domains of mail addresses; hosts below them are not meant.</summary>
    public IReadOnlyList<string> AllowedEmailDomains { get; init; } = [];

    /// <summary>What URIs begin with, as in <c>spiffe://example.org/</c>.</summary>
    public IReadOnlyList<string> AllowedUriPrefixes { get; init; } = [];

    /// <summary>
    /// Common names that are no host, address or mailbox; <c>*</c> and <c>?</c> stand for any characters and for one.
    /// What could be a host with a domain, an address or a mailbox is granted only when it is given here in full.
    /// </summary>
    public IReadOnlyList<string> AllowedCommonNames { get; init; } = [];

    /// <summary>The families of keys.</summary>
    public IReadOnlyList<CertificateKeyAlgorithm> AllowedKeyAlgorithms { get; init; } = [CertificateKeyAlgorithm.Rsa, CertificateKeyAlgorithm.Ecdsa, CertificateKeyAlgorithm.Ed25519];

    /// <summary>The smallest RSA key in bits.</summary>
    public int MinimumRsaBits { get; init; } = 2048;

    /// <summary>What the certificate is for.</summary>
    public CertificateProfile Profile { get; init; } = CertificateProfile.Server;

    /// <summary>The longest lifetime, and the standard one.</summary>
    public TimeSpan MaximumLifetime { get; init; } = CertificateBuilder.DefaultLifetime;

    /// <summary>What the subject has besides the common name; nothing when null. Its own common name is not looked at.</summary>
    public CertificateSubject? Subject { get; init; }

    /// <summary>URLs in the certificate.</summary>
    public CertificateLocations Locations { get; init; } = new();

    /// <summary>Everything about a request that this policy does not allow; empty when it is granted.</summary>
    /// <param name="request">The request.</param>
    /// <param name="expiresIn">The lifetime to grant; the longest one when null.</param>
    public IReadOnlyList<string> FindRefusals(CertificateSigningRequest request, TimeSpan? expiresIn = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<string> refusals = [];
        SubjectAlternativeNames names = request.AlternativeNames;
        refusals.AddRange(names.DnsNames.Where(name => !AllowsDns(name)).Select(name => $"DNS:{name}"));
        refusals.AddRange(names.IpAddresses.Where(address => !AllowsIp(address)).Select(address => $"IP:{address}"));
        refusals.AddRange(names.EmailAddresses.Where(mailbox => !AllowsEmail(mailbox)).Select(mailbox => $"email:{mailbox}"));
        refusals.AddRange(names.Uris.Where(uri => !AllowsUri(uri)).Select(uri => $"URI:{uri}"));
        refusals.AddRange(names.Others);
        if (request.CommonNames.Count > 1) refusals.Add("several common names");
        refusals.AddRange(request.CommonNames.Where(name => !AllowsCommonName(name)).Select(name => $"CN:{name}"));
        if (request.CommonNames.Count + names.Count == 0) refusals.Add("no name at all");
        refusals.AddRange(FindKeyRefusals(request));
        if (expiresIn > MaximumLifetime) refusals.Add($"a lifetime of more than {MaximumLifetime.TotalDays:0.##} days");
        return refusals;
    }

    /// <summary>The names of a granted certificate: those asked for, or the one that the common name is.</summary>
    internal SubjectAlternativeNames NamesFor(CertificateSigningRequest request)
    {
        if (request.AlternativeNames.Count > 0 || request.CommonName is null) return request.AlternativeNames;
        SubjectAlternativeNames name = SubjectAlternativeNames.FromCommonName(request.CommonName);
        // A common name that only its text allows, as "Someone", is not therefore a host.
        return Allows(name) ? name : SubjectAlternativeNames.None;
    }

    /// <summary>The subject of a granted certificate.</summary>
    internal CertificateSubject SubjectFor(CertificateSigningRequest request)
    {
        SubjectAlternativeNames names = request.AlternativeNames;
        string? common = request.CommonName ?? names.DnsNames.Concat(names.IpAddresses.Select(one => one.ToString())).Concat(names.EmailAddresses).FirstOrDefault(name => name.Length <= 64);
        return (Subject ?? new CertificateSubject()) with { CommonName = common };
    }

    private bool AllowsDns(string name)
    {
        bool isWildcard = name.StartsWith("*.", StringComparison.Ordinal);
        if (isWildcard && !AllowWildcards) return false;
        string host = isWildcard ? name[2..] : name;
        return AllowedDns.Any(domain => CertificateNames.TryDns(domain, allowWildcard: false) is { } form && CertificateNames.IsWithin(host, form));
    }

    private bool AllowsIp(IPAddress address) => AllowedIp.Any(network => network.Contains(address));

    private bool AllowsEmail(string mailbox) => AllowedEmailDomains.Any(domain => CertificateNames.TryDns(domain, allowWildcard: false) is { } form && mailbox.EndsWith("@" + form, StringComparison.Ordinal));

    private bool AllowsUri(string uri) => AllowedUriPrefixes.Any(prefix => prefix.Length > 0 && uri.StartsWith(prefix, StringComparison.Ordinal) && IsWholePrefix(uri, prefix));

    private bool AllowsCommonName(string name)
    {
        if (name.Any(char.IsControl)) return false;
        SubjectAlternativeNames own = SubjectAlternativeNames.FromCommonName(name);
        if (own.Count > 0 && Allows(own)) return true;
        bool isNetworkName = own.Count > 0 && (own.DnsNames.Count == 0 || own.DnsNames[0].Contains('.', StringComparison.Ordinal));
        return AllowedCommonNames.Any(pattern => isNetworkName
            ? !pattern.AsSpan().ContainsAny('*', '?') && string.Equals(pattern, name, StringComparison.OrdinalIgnoreCase)
            : NamePattern.Matches(pattern, name));
    }

    // For the names that are made of a common name, which are of these kinds.
    private bool Allows(SubjectAlternativeNames names) => names.DnsNames.All(AllowsDns) && names.IpAddresses.All(AllowsIp) && names.EmailAddresses.All(AllowsEmail);

    private IEnumerable<string> FindKeyRefusals(CertificateSigningRequest request)
    {
        if (!AllowedKeyAlgorithms.Contains(request.KeyAlgorithm)) yield return $"a key of type {request.KeyAlgorithm}";
        if (request.KeyAlgorithm != CertificateKeyAlgorithm.Rsa) yield break;
        if (request.KeySize < MinimumRsaBits) yield return $"an RSA key of {request.KeySize} bits";
        using RSA rsa = request.PublicKey.GetRSAPublicKey()!;
        byte[] exponent = rsa.ExportParameters(includePrivateParameters: false).Exponent!;
        if (new System.Numerics.BigInteger(exponent, isUnsigned: true, isBigEndian: true) < SmallestExponent) yield return "an RSA key with a public exponent below 65537";
    }

    // "https://example.com" must not allow https://example.com.evil.net.
    private static bool IsWholePrefix(string uri, string prefix) => uri.Length == prefix.Length || prefix[^1] is '/' or ':' or '=' || uri[prefix.Length] is '/' or '?' or '#';
}
