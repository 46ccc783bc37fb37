using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>Puts certificates and requests together. Every extension comes from here; none is copied from a request.</summary>
internal static class CertificateBuilder
{
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(365);
    public static readonly TimeSpan DefaultAuthorityLifetime = TimeSpan.FromDays(3650);

    // For verifiers whose clocks are behind.
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset LastInstant = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
    private const int SerialSize = 16;

    /// <summary>A certificate that its own key signs, and that is no authority's.</summary>
    public static X509Certificate2 SelfSigned(CertificateOptions options, CertificateKey key, DateTimeOffset now)
    {
        CertificateRequest request = Request(options.Subject.ToDistinguishedName(), key.ToPublicKey(), key);
        AddLeafExtensions(request, options.Profile, NamesOf(options), key.Algorithm, options.Locations);
        return Sign(request, null, key, Lifetime(now, options.ExpiresIn, DefaultLifetime, null));
    }

    /// <summary>A root when there is no parent, or an intermediate authority.</summary>
    public static X509Certificate2 Authority(CertificateAuthorityOptions options, CertificateKey key, CertificateAuthority? parent, DateTimeOffset now)
    {
        int? length = options.PathLength;
        if (length is < 0) throw SecurityErrors.CertificatePathLengthInvalid(length.Value, parent?.PathLength);
        if (parent?.PathLength is { } limit)
        {
            length ??= limit - 1;
            if (limit == 0 || length >= limit) throw SecurityErrors.CertificatePathLengthInvalid(Math.Max(length.Value, 0), limit);
        }

        CertificateRequest request = Request(options.Subject.ToDistinguishedName(), key.ToPublicKey(), parent?.Key ?? key);
        AddAuthorityExtensions(request, length);
        if (!options.NameConstraints.IsEmpty) request.CertificateExtensions.Add(options.NameConstraints.ToExtension());
        AddLocations(request, options.Locations);
        return Sign(request, parent, key, Lifetime(now, options.ExpiresIn, DefaultAuthorityLifetime, parent?.Certificate));
    }

    /// <summary>A certificate for a public key, signed by an authority. The caller has checked every name.</summary>
    public static X509Certificate2 Leaf(
        X500DistinguishedName subject, PublicKey publicKey, CertificateProfile profile, SubjectAlternativeNames names, CertificateLocations locations,
        TimeSpan? expiresIn, TimeSpan standardLifetime, CertificateAuthority authority, DateTimeOffset now)
    {
        ExpectAllowed(authority, names);
        CertificateRequest request = Request(subject, publicKey, authority.Key);
        CertificateKeyAlgorithm algorithm = CertificateKeyTypes.Of(publicKey)?.Algorithm ?? throw SecurityErrors.CertificateKeyUnsupported("the public key is of another kind.");
        AddLeafExtensions(request, profile, names, algorithm, locations);
        return Sign(request, authority, null, Lifetime(now, expiresIn, standardLifetime, authority.Certificate));
    }

    /// <summary>The same certificate with new dates and a new serial number, and perhaps for another key.</summary>
    /// <param name="old">The certificate to renew.</param>
    /// <param name="key">Its key, or the new one.</param>
    /// <param name="authority">Who signs; null when it signs itself.</param>
    /// <param name="expiresIn">Its new lifetime; when null, as long as the old one was.</param>
    /// <param name="now">The time.</param>
    public static X509Certificate2 Renewed(X509Certificate2 old, CertificateKey key, CertificateAuthority? authority, TimeSpan? expiresIn, DateTimeOffset now)
    {
        CertificateRequest request = Request(old.SubjectName, key.ToPublicKey(), authority?.Key ?? key);
        foreach (X509Extension extension in old.Extensions)
        {
            // What a key has issued knows it by its identifier; one of a new key is made by Sign, and a key of another family has other usages.
            if (extension.Oid!.Value == CertificateOids.AuthorityKeyIdentifier || (extension.Oid.Value == CertificateOids.SubjectKeyIdentifier && !key.Matches(old))) continue;
            request.CertificateExtensions.Add(extension.Oid.Value == CertificateOids.KeyUsage ? Adapt(extension, key, old) : extension);
        }

        TimeSpan before = LifetimeOf(old) - Backdating;
        return Sign(request, authority, key, Lifetime(now, expiresIn, before > TimeSpan.Zero ? before : DefaultLifetime, authority?.Certificate));
    }

    /// <summary>A PKCS#10 request in DER, with the names and uses that are asked for.</summary>
    public static byte[] Request(CertificateOptions options, CertificateKey key)
    {
        CertificateRequest request = Request(options.Subject.ToDistinguishedName(), key.ToPublicKey(), key);
        SubjectAlternativeNames names = NamesOf(options);
        if (names.Count > 0) request.CertificateExtensions.Add(names.ToExtension());
        AddUsages(request, options.Profile, key.Algorithm);
        return request.CreateSigningRequest(key.CreateGenerator());
    }

    /// <summary>The names of a certificate: those given, or the one that the common name is.</summary>
    public static SubjectAlternativeNames NamesOf(CertificateOptions options) =>
        options.AlternativeNames.Count > 0 || options.Subject.CommonName is null ? options.AlternativeNames : SubjectAlternativeNames.FromCommonName(options.Subject.CommonName);

    /// <summary>What is odd about a certificate, though it may be meant.</summary>
    public static IReadOnlyList<string> WarningsOf(X509Certificate2 certificate)
    {
        if (CertificateInfoReader.ConstraintsOf(certificate).IsAuthority) return [];
        List<string> warnings = [];
        bool isServer = CertificateInfoReader.PurposesOf(certificate)?.Contains(CertificateOids.ServerAuthentication) == true;
        TimeSpan lifetime = LifetimeOf(certificate);
        if (isServer && lifetime > TimeSpan.FromDays(826)) warnings.Add("It is valid for more than 825 days; Apple's systems refuse such server certificates, of private authorities too.");
        if (isServer && certificate.Extensions[CertificateOids.SubjectAlternativeName] is null) warnings.Add("It has no alternative name, and no client takes a server by its common name any more.");
        if (isServer && certificate.PublicKey.Oid.Value == CertificateOids.Ed25519) warnings.Add("Its key is Ed25519; browsers refuse such server certificates.");
        return warnings;
    }

    // The platform gives local times, and the clocks may be changed between them.
    private static TimeSpan LifetimeOf(X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime() - certificate.NotBefore.ToUniversalTime();

    private static CertificateRequest Request(X500DistinguishedName subject, PublicKey publicKey, CertificateKey signer) =>
        new(subject, publicKey, signer.SignatureHash, signer.Algorithm == CertificateKeyAlgorithm.Rsa ? RSASignaturePadding.Pkcs1 : null);

    private static void AddLeafExtensions(CertificateRequest request, CertificateProfile profile, SubjectAlternativeNames names, CertificateKeyAlgorithm algorithm, CertificateLocations locations)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        AddUsages(request, profile, algorithm);
        if (names.Count > 0) request.CertificateExtensions.Add(names.ToExtension());
        AddLocations(request, locations);
    }

    private static void AddAuthorityExtensions(CertificateRequest request, int? pathLength)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, pathLength is not null, pathLength ?? 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
    }

    private static void AddUsages(CertificateRequest request, CertificateProfile profile, CertificateKeyAlgorithm algorithm)
    {
        request.CertificateExtensions.Add(new X509KeyUsageExtension(UsageOf(profile, algorithm), critical: true));
        OidCollection purposes = [];
        foreach (string purpose in PurposesOf(profile)) purposes.Add(new Oid(purpose));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, critical: false));
    }

    private static X509KeyUsageFlags UsageOf(CertificateProfile profile, CertificateKeyAlgorithm algorithm)
    {
        bool isServer = profile is CertificateProfile.Server or CertificateProfile.ServerAndClient;
        X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature;
        if (isServer && algorithm == CertificateKeyAlgorithm.Rsa) usage |= X509KeyUsageFlags.KeyEncipherment;
        if (profile == CertificateProfile.Email) usage |= algorithm == CertificateKeyAlgorithm.Rsa ? X509KeyUsageFlags.KeyEncipherment : algorithm == CertificateKeyAlgorithm.Ecdsa ? X509KeyUsageFlags.KeyAgreement : 0;
        return usage;
    }

    private static string[] PurposesOf(CertificateProfile profile) => profile switch
    {
        CertificateProfile.Server => [CertificateOids.ServerAuthentication],
        CertificateProfile.Client => [CertificateOids.ClientAuthentication],
        CertificateProfile.ServerAndClient => [CertificateOids.ServerAuthentication, CertificateOids.ClientAuthentication],
        CertificateProfile.CodeSigning => [CertificateOids.CodeSigning],
        CertificateProfile.Email => [CertificateOids.EmailProtection],
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    private static void AddLocations(CertificateRequest request, CertificateLocations locations)
    {
        locations.Check();
        if (locations.RevocationLists.Count > 0) request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(locations.RevocationLists.Select(CertificateNames.TryUri).OfType<string>()));
        if (locations.IssuerCertificates.Count + locations.OcspResponders.Count == 0) return;
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(locations.OcspResponders.Select(CertificateNames.TryUri).OfType<string>(), locations.IssuerCertificates.Select(CertificateNames.TryUri).OfType<string>()));
    }

    // Key encipherment is RSA's alone, and key agreement the curves'.
    private static X509KeyUsageExtension Adapt(X509Extension extension, CertificateKey key, X509Certificate2 old)
    {
        const X509KeyUsageFlags Encrypts = X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement;
        X509KeyUsageFlags usage = new X509KeyUsageExtension(new AsnEncodedData(extension.RawData), extension.Critical).KeyUsages;
        // Mail is encrypted to a key of either family, each under its own name.
        if ((usage & Encrypts) != 0 && CertificateInfoReader.PurposesOf(old)?.Contains(CertificateOids.EmailProtection) == true) usage |= Encrypts;
        if (key.Algorithm != CertificateKeyAlgorithm.Rsa) usage &= ~X509KeyUsageFlags.KeyEncipherment;
        if (key.Algorithm != CertificateKeyAlgorithm.Ecdsa) usage &= ~X509KeyUsageFlags.KeyAgreement;
        return new X509KeyUsageExtension(usage, extension.Critical);
    }

    private static void ExpectAllowed(CertificateAuthority authority, SubjectAlternativeNames names)
    {
        List<string> forbidden = [];
        try
        {
            foreach (X509Certificate2 one in authority.Binding) forbidden.AddRange(CertificateNameConstraints.FindForbidden(one, names));
        }
        catch (AsnContentException error)
        {
            throw SecurityErrors.CertificateMalformed("the authority's name constraints are broken.", error);
        }

        if (forbidden.Count > 0) throw SecurityErrors.CertificateNamesConstrained([.. forbidden.Distinct()], authority.ToString());
    }

    private static (DateTimeOffset NotBefore, DateTimeOffset NotAfter) Lifetime(DateTimeOffset now, TimeSpan? asked, TimeSpan standard, X509Certificate2? authority)
    {
        if ((asked ?? standard) < TimeSpan.FromSeconds(1)) throw SecurityErrors.CertificateLifetimeInvalid();
        DateTimeOffset second = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).ToUniversalTime();
        DateTimeOffset notBefore = second - Backdating;
        DateTimeOffset notAfter = LastInstant - second > (asked ?? standard) ? second + (asked ?? standard) : LastInstant;
        if (authority is null) return (notBefore, notAfter);
        DateTimeOffset begins = authority.NotBefore.ToUniversalTime();
        DateTimeOffset ends = authority.NotAfter.ToUniversalTime();
        if (ends <= second || begins > second) throw SecurityErrors.CertificateAuthorityNotValid(DistinguishedNameText.Of(authority.SubjectName), begins, ends);
        // What is asked for is not shortened in silence; what was left open is.
        if (notAfter > ends && asked is not null) throw SecurityErrors.CertificateOutlivesAuthority(ends);
        return (notBefore < begins ? begins : notBefore, notAfter > ends ? ends : notAfter);
    }

    private static X509Certificate2 Sign(CertificateRequest request, CertificateAuthority? authority, CertificateKey? own, (DateTimeOffset NotBefore, DateTimeOffset NotAfter) lifetime)
    {
        bool hasIdentifier = request.CertificateExtensions.Any(one => one.Oid!.Value == CertificateOids.SubjectKeyIdentifier);
        if (!hasIdentifier) request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, X509SubjectKeyIdentifierHashAlgorithm.ShortSha256, critical: false));
        if (authority is not null) request.CertificateExtensions.Add(IdentifierOf(authority.Certificate));
        CertificateKey signer = authority?.Key ?? own!;
        return request.Create(authority?.Certificate.SubjectName ?? request.SubjectName, signer.CreateGenerator(), lifetime.NotBefore, lifetime.NotAfter, NewSerialNumber());
    }

    public static X509AuthorityKeyIdentifierExtension IdentifierOf(X509Certificate2 authority)
    {
        bool hasIdentifier = authority.Extensions[CertificateOids.SubjectKeyIdentifier] is not null;
        return X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: hasIdentifier, includeIssuerAndSerial: !hasIdentifier);
    }

    // Positive and of one length: 126 random bits.
    private static byte[] NewSerialNumber()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(SerialSize);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }
}
