using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>Takes a certificate's fields and extensions apart.</summary>
internal static class CertificateInfoReader
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag NameUri = new(TagClass.ContextSpecific, 6);

    private static readonly (X509KeyUsageFlags Flag, string Name)[] Usages =
    [
        (X509KeyUsageFlags.DigitalSignature, "digitalSignature"), (X509KeyUsageFlags.NonRepudiation, "nonRepudiation"),
        (X509KeyUsageFlags.KeyEncipherment, "keyEncipherment"), (X509KeyUsageFlags.DataEncipherment, "dataEncipherment"),
        (X509KeyUsageFlags.KeyAgreement, "keyAgreement"), (X509KeyUsageFlags.KeyCertSign, "keyCertSign"),
        (X509KeyUsageFlags.CrlSign, "cRLSign"), (X509KeyUsageFlags.EncipherOnly, "encipherOnly"), (X509KeyUsageFlags.DecipherOnly, "decipherOnly"),
    ];

    private static readonly Dictionary<string, string> Purposes = new(StringComparer.Ordinal)
    {
        [CertificateOids.ServerAuthentication] = "serverAuth", [CertificateOids.ClientAuthentication] = "clientAuth",
        ["1.3.6.1.5.5.7.3.3"] = "codeSigning", ["1.3.6.1.5.5.7.3.4"] = "emailProtection", ["1.3.6.1.5.5.7.3.8"] = "timeStamping",
        ["1.3.6.1.5.5.7.3.9"] = "OCSPSigning", [CertificateOids.AnyExtendedKeyUsage] = "anyExtendedKeyUsage",
        ["1.3.6.1.4.1.311.20.2.2"] = "smartcardLogon",
    };

    public static CertificateInfo Read(X509Certificate2 certificate, DateTimeOffset now)
    {
        try
        {
            return ReadFields(certificate, now);
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException or ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            throw SecurityErrors.CertificateMalformed("a field of a certificate in it is broken.", error);
        }
    }

    /// <summary>True when subject and issuer are the same name, byte by byte: self-issued, whether or not signed by itself.</summary>
    public static bool NamesItself(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>The content of an extension, or null.</summary>
    public static byte[]? Extension(X509Certificate2 certificate, string oid) => certificate.Extensions[oid]?.RawData;

    /// <summary>The certificate's key usage; null when it does not say.</summary>
    public static X509KeyUsageFlags? KeyUsageOf(X509Certificate2 certificate) =>
        Extension(certificate, CertificateOids.KeyUsage) is { } raw ? new X509KeyUsageExtension(new AsnEncodedData(raw), critical: false).KeyUsages : null;

    /// <summary>The object identifiers of the purposes; null when it does not say.</summary>
    public static IReadOnlyList<string>? PurposesOf(X509Certificate2 certificate)
    {
        if (Extension(certificate, CertificateOids.ExtendedKeyUsage) is not { } raw) return null;
        AsnReader sequence = Open(raw).ReadSequence();
        List<string> purposes = [];
        while (sequence.HasData) purposes.Add(sequence.ReadObjectIdentifier());
        return purposes;
    }

    /// <summary>Basic constraints: whether it is an authority, and its path length.</summary>
    public static (bool IsAuthority, int? PathLength) ConstraintsOf(X509Certificate2 certificate)
    {
        if (Extension(certificate, CertificateOids.BasicConstraints) is not { } raw) return (false, null);
        AsnReader sequence = Open(raw).ReadSequence();
        bool isAuthority = sequence.HasData && sequence.PeekTag() == Asn1Tag.Boolean && sequence.ReadBoolean();
        if (!sequence.HasData) return (isAuthority, null);
        if (!sequence.TryReadInt32(out int length) || length < 0) throw new AsnContentException();
        return (isAuthority, length);
    }

    /// <summary>The subject alternative names.</summary>
    public static List<CertificateName> NamesOf(X509Certificate2 certificate) =>
        Extension(certificate, CertificateOids.SubjectAlternativeName) is { } raw ? CertificateName.ReadAll(Open(raw).ReadSequence()) : [];

    /// <summary>The key's size in bits; 0 when the platform does not know the key.</summary>
    public static int KeySizeOf(X509Certificate2 certificate)
    {
        try
        {
            switch (certificate.PublicKey.Oid.Value)
            {
                case CertificateOids.Rsa:
                    using (RSA? rsa = certificate.GetRSAPublicKey()) return rsa?.KeySize ?? 0;
                case CertificateOids.EcPublicKey:
                    using (ECDsa? ecdsa = certificate.GetECDsaPublicKey()) return ecdsa?.KeySize ?? 0;
                case CertificateOids.RsaPss:
                    ReadOnlySpan<byte> modulus = new AsnReader(certificate.PublicKey.EncodedKeyValue.RawData, AsnEncodingRules.BER).ReadSequence().ReadIntegerBytes().Span.TrimStart((byte)0);
                    return modulus.Length * 8;
                case CertificateOids.Ed25519:
                    return 256;
                case CertificateOids.Ed448:
                    return 456;
                default:
                    return 0;
            }
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            return 0;
        }
    }

    /// <summary>A serial number in hex as OpenSSL shows it: without the zero that only keeps it positive.</summary>
    public static string HexOf(BigInteger serial) => serial.Sign < 0 ? $"-{HexOf(-serial)}" : Convert.ToHexString(serial.ToByteArray(isUnsigned: true, isBigEndian: true));

    private static BigInteger SerialOf(SignedStructure signed)
    {
        AsnReader body = new AsnReader(signed.Body, AsnEncodingRules.BER).ReadSequence();
        if (body.PeekTag() == Context0) body.ReadSequence(Context0);
        return body.ReadInteger();
    }

    private static CertificateInfo ReadFields(X509Certificate2 certificate, DateTimeOffset now)
    {
        SignedStructure signed = SignedStructure.Read(certificate.RawData);
        BigInteger serial = SerialOf(signed);
        (bool isAuthority, int? pathLength) = ConstraintsOf(certificate);
        (List<CertificateName> permitted, List<CertificateName> excluded) = ReadConstraints(certificate);
        bool namesItself = NamesItself(certificate);
        DateTimeOffset notAfter = certificate.NotAfter.ToUniversalTime();
        return new CertificateInfo
        {
            Subject = DistinguishedNameText.Of(certificate.SubjectName),
            Issuer = DistinguishedNameText.Of(certificate.IssuerName),
            Version = string.Create(CultureInfo.InvariantCulture, $"v{certificate.Version}"),
            SerialNumber = serial,
            SerialNumberHex = HexOf(serial),
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = notAfter,
            DaysUntilExpiry = (int)Math.Floor((notAfter - now).TotalDays),
            SignatureAlgorithm = signed.Algorithm.Name,
            KeyAlgorithm = NameOfKey(certificate.PublicKey.Oid.Value!),
            KeySize = KeySizeOf(certificate),
            Thumbprint = certificate.Thumbprint,
            ThumbprintSha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256),
            AlternativeNames = NamesOf(certificate),
            KeyUsage = KeyUsageOf(certificate) is { } usage ? [.. Usages.Where(one => usage.HasFlag(one.Flag)).Select(one => one.Name)] : [],
            EnhancedKeyUsage = PurposesOf(certificate) is { } purposes ? [.. purposes.Select(oid => Purposes.GetValueOrDefault(oid, oid))] : [],
            IsAuthority = isAuthority,
            PathLength = pathLength,
            PermittedNames = permitted,
            ExcludedNames = excluded,
            SubjectKeyIdentifier = Extension(certificate, CertificateOids.SubjectKeyIdentifier) is { } own ? Convert.ToHexString(Open(own).ReadOctetString()) : null,
            AuthorityKeyIdentifier = Extension(certificate, CertificateOids.AuthorityKeyIdentifier) is { } issuer ? ReadKeyIdentifier(issuer) : null,
            CrlUrls = Extension(certificate, CertificateOids.CrlDistributionPoints) is { } points ? ReadCrlUrls(points) : [],
            OcspUrls = ReadAccess(certificate, CertificateOids.OcspAccess),
            IssuerUrls = ReadAccess(certificate, CertificateOids.CaIssuersAccess),
            CriticalExtensions = [.. certificate.Extensions.Where(one => one.Critical).Select(one => one.Oid!.Value!)],
            IsSelfSigned = namesItself && signed.IsSignedBy(certificate.PublicKey) == true,
            HasPrivateKey = certificate.HasPrivateKey,
        };
    }

    private static string NameOfKey(string oid) => oid switch
    {
        CertificateOids.Rsa => "RSA",
        CertificateOids.RsaPss => "RSA-PSS",
        CertificateOids.EcPublicKey => "ECDSA",
        CertificateOids.Ed25519 => "Ed25519",
        CertificateOids.Ed448 => "Ed448",
        CertificateOids.Dsa => "DSA",
        _ => oid,
    };

    private static AsnReader Open(byte[] raw) => new(raw, AsnEncodingRules.BER);

    private static string? ReadKeyIdentifier(byte[] raw)
    {
        AsnReader sequence = Open(raw).ReadSequence();
        Asn1Tag tag = new(TagClass.ContextSpecific, 0);
        string? identifier = sequence.HasData && sequence.PeekTag().HasSameClassAndValue(tag) ? Convert.ToHexString(sequence.ReadOctetString(tag)) : null;
        // The issuer's names and serial number, which say the same in another way.
        if (sequence.HasData && sequence.PeekTag() == Context1) CertificateName.ReadAll(sequence.ReadSequence(Context1));
        if (sequence.HasData) sequence.ReadInteger(new Asn1Tag(TagClass.ContextSpecific, 2));
        sequence.ThrowIfNotEmpty();
        return identifier;
    }

    private static List<string> ReadCrlUrls(byte[] raw)
    {
        List<string> urls = [];
        AsnReader points = Open(raw).ReadSequence();
        while (points.HasData)
        {
            AsnReader point = points.ReadSequence();
            if (!point.HasData || point.PeekTag() != Context0) continue;
            AsnReader name = point.ReadSequence(Context0);
            if (name.PeekTag() != Context0) continue;
            urls.AddRange(CertificateName.ReadAll(name.ReadSequence(Context0)).Where(one => one.Kind == CertificateNameKind.Uri).Select(one => one.Value));
        }

        return urls;
    }

    private static List<string> ReadAccess(X509Certificate2 certificate, string method)
    {
        List<string> urls = [];
        if (Extension(certificate, CertificateOids.AuthorityInformationAccess) is not { } raw) return urls;
        AsnReader descriptions = Open(raw).ReadSequence();
        while (descriptions.HasData)
        {
            AsnReader description = descriptions.ReadSequence();
            string oid = description.ReadObjectIdentifier();
            if (oid == method && description.PeekTag() == NameUri) urls.Add(CertificateName.Read(description).Value);
        }

        return urls;
    }

    private static (List<CertificateName> Permitted, List<CertificateName> Excluded) ReadConstraints(X509Certificate2 certificate)
    {
        if (Extension(certificate, CertificateOids.NameConstraints) is not { } raw) return ([], []);
        AsnReader sequence = Open(raw).ReadSequence();
        List<CertificateName> permitted = ReadSubtrees(sequence, Context0);
        return (permitted, ReadSubtrees(sequence, Context1));
    }

    private static List<CertificateName> ReadSubtrees(AsnReader sequence, Asn1Tag tag)
    {
        List<CertificateName> names = [];
        if (!sequence.HasData || sequence.PeekTag() != tag) return names;
        AsnReader subtrees = sequence.ReadSequence(tag);
        while (subtrees.HasData) names.Add(CertificateName.Read(subtrees.ReadSequence()));
        return names;
    }
}
