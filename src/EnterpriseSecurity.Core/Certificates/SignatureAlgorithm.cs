using System.Formats.Asn1;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>The algorithm of a signature on a certificate or a revocation list (RFC 3279, 4055, 5758, 8410), by OpenSSL's name.</summary>
/// <param name="Name">OpenSSL's name, or the object identifier in digits.</param>
/// <param name="Hash">The hash; empty when the algorithm has its own or is unknown.</param>
/// <param name="Kind">How it is checked.</param>
internal sealed record SignatureAlgorithm(string Name, HashAlgorithmName Hash, SignatureKind Kind)
{
    private const string Pss = "1.2.840.113549.1.1.10";
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    private static readonly Dictionary<string, SignatureAlgorithm> Known = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.2"] = new("md2WithRSAEncryption", new HashAlgorithmName("MD2"), SignatureKind.Unknown),
        ["1.2.840.113549.1.1.3"] = new("md4WithRSAEncryption", new HashAlgorithmName("MD4"), SignatureKind.Unknown),
        ["1.2.840.113549.1.1.4"] = new("md5WithRSAEncryption", HashAlgorithmName.MD5, SignatureKind.Rsa),
        ["1.2.840.113549.1.1.5"] = new("sha1WithRSAEncryption", HashAlgorithmName.SHA1, SignatureKind.Rsa),
        ["1.3.14.3.2.29"] = new("sha1WithRSA", HashAlgorithmName.SHA1, SignatureKind.Rsa),
        ["1.2.840.113549.1.1.11"] = new("sha256WithRSAEncryption", HashAlgorithmName.SHA256, SignatureKind.Rsa),
        ["1.2.840.113549.1.1.12"] = new("sha384WithRSAEncryption", HashAlgorithmName.SHA384, SignatureKind.Rsa),
        ["1.2.840.113549.1.1.13"] = new("sha512WithRSAEncryption", HashAlgorithmName.SHA512, SignatureKind.Rsa),
        ["1.2.840.113549.1.1.14"] = new("sha224WithRSAEncryption", new HashAlgorithmName("SHA224"), SignatureKind.Unknown),
        ["1.2.840.10040.4.3"] = new("dsaWithSHA1", HashAlgorithmName.SHA1, SignatureKind.Unknown),
        ["2.16.840.1.101.3.4.3.2"] = new("dsa_with_SHA256", HashAlgorithmName.SHA256, SignatureKind.Unknown),
        ["1.2.840.10045.4.1"] = new("ecdsa-with-SHA1", HashAlgorithmName.SHA1, SignatureKind.Ecdsa),
        ["1.2.840.10045.4.3.2"] = new("ecdsa-with-SHA256", HashAlgorithmName.SHA256, SignatureKind.Ecdsa),
        ["1.2.840.10045.4.3.3"] = new("ecdsa-with-SHA384", HashAlgorithmName.SHA384, SignatureKind.Ecdsa),
        ["1.2.840.10045.4.3.4"] = new("ecdsa-with-SHA512", HashAlgorithmName.SHA512, SignatureKind.Ecdsa),
        [CertificateOids.Ed25519] = new("ED25519", default, SignatureKind.Ed25519),
        [CertificateOids.Ed448] = new("ED448", default, SignatureKind.Unknown),
        ["2.16.840.1.101.3.4.3.17"] = new("ML-DSA-44", default, SignatureKind.Unknown),
        ["2.16.840.1.101.3.4.3.18"] = new("ML-DSA-65", default, SignatureKind.Unknown),
        ["2.16.840.1.101.3.4.3.19"] = new("ML-DSA-87", default, SignatureKind.Unknown),
    };

    /// <summary>True for a hash whose collisions can be made.</summary>
    public bool IsWeak => Hash.Name is "MD2" or "MD4" or "MD5" or "SHA1";

    /// <summary>Reads an AlgorithmIdentifier.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static SignatureAlgorithm Read(AsnReader identifier)
    {
        string oid = identifier.ReadObjectIdentifier();
        AsnReader parameters = new(identifier.HasData ? identifier.ReadEncodedValue() : default, identifier.RuleSet);
        identifier.ThrowIfNotEmpty();
        if (oid == Pss) return new SignatureAlgorithm("rsassaPss", ReadPssHash(parameters), SignatureKind.RsaPss);
        return Known.GetValueOrDefault(oid) ?? new SignatureAlgorithm(oid, default, SignatureKind.Unknown);
    }

    private static HashAlgorithmName ReadPssHash(AsnReader identifier)
    {
        if (!identifier.HasData) return HashAlgorithmName.SHA1;
        AsnReader parameters = identifier.ReadSequence();
        if (!parameters.HasData || parameters.PeekTag() != Context0) return HashAlgorithmName.SHA1;
        return parameters.ReadSequence(Context0).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA1,
        };
    }
}
