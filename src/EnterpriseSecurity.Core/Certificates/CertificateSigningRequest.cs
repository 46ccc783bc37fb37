using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// A PKCS#10 request (RFC 2986) whose signature was checked: whoever made it has the private key. What it asks for is
/// a wish; a <see cref="CertificateRequestPolicy"/> decides.
/// </summary>
public sealed class CertificateSigningRequest
{
    private const int LargestFile = 128 * 1024;
    private const string CommonNameOid = "2.5.4.3";

    private static readonly Dictionary<string, string> AttributeNames = new()
    {
        ["2.5.4.10"] = "O", ["2.5.4.11"] = "OU", ["2.5.4.7"] = "L", ["2.5.4.8"] = "ST", ["2.5.4.6"] = "C", ["1.2.840.113549.1.9.1"] = "emailAddress",
    };

    private CertificateSigningRequest(CertificateRequest request, SubjectAlternativeNames names, CertificateKeyAlgorithm algorithm, int bits)
    {
        PublicKey = request.PublicKey;
        Subject = DistinguishedNameText.Of(request.SubjectName);
        AlternativeNames = names;
        KeyAlgorithm = algorithm;
        KeySize = bits;
        List<string> leftOut = [.. request.CertificateExtensions.Select(one => one.Oid!.Value!).Where(oid => oid != CertificateOids.SubjectAlternativeName).Select(oid => $"extension {oid}")];
        foreach ((string type, string value) in AttributesOf(request.SubjectName))
        {
            if (type == CommonNameOid) CommonNames.Add(value);
            else leftOut.Add($"{AttributeNames.GetValueOrDefault(type, type)}={value}");
        }

        leftOut.AddRange(request.OtherRequestAttributes.Select(one => $"attribute {one.Oid?.Value}"));
        OtherWishes = leftOut;
    }

    /// <summary>The subject that is asked for, in RFC 4514 text.</summary>
    public string Subject { get; }

    /// <summary>The common name that is asked for, or null.</summary>
    public string? CommonName => CommonNames.Count > 0 ? CommonNames[0] : null;

    /// <summary>The names that are asked for.</summary>
    public SubjectAlternativeNames AlternativeNames { get; }

    /// <summary>The family of the key.</summary>
    public CertificateKeyAlgorithm KeyAlgorithm { get; }

    /// <summary>The key's size in bits.</summary>
    public int KeySize { get; }

    /// <summary>What else is asked for: extensions, and other attributes of the subject. None of it gets into a certificate.</summary>
    public IReadOnlyList<string> OtherWishes { get; }

    internal List<string> CommonNames { get; } = [];

    internal PublicKey PublicKey { get; }

    /// <summary>Reads a request's file. See <see cref="Parse"/> for the exceptions.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    public static CertificateSigningRequest Read(string path)
    {
        using SecretBuffer content = CertificateFile.ReadContent(path);
        return Parse(content.Span);
    }

    /// <summary>Reads a request, PEM or DER, and checks its signature.</summary>
    /// <exception cref="MalformedDataException">It is no request.</exception>
    /// <exception cref="IntegrityException">The signature is not its key's.</exception>
    /// <exception cref="UnsupportedException">The key or the signature is of a kind that is not supported.</exception>
    public static CertificateSigningRequest Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length > LargestFile) throw SecurityErrors.CertificateRequestMalformed("it is larger than 128 KiB.");
        byte[] der = ToDer(content);
        try
        {
            // .NET knows no Ed25519, and answers a bad signature and a broken encoding alike; so the signature is checked here.
            CertificateRequest request = CertificateRequest.LoadSigningRequest(
                der, HashAlgorithmName.SHA256, out int read, CertificateRequestLoadOptions.SkipSignatureValidation | CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            if (read != der.Length) throw SecurityErrors.CertificateRequestMalformed("it has bytes left over.");
            (CertificateKeyAlgorithm algorithm, int bits) = CertificateKeyTypes.Of(request.PublicKey) ?? throw SecurityErrors.CertificateKeyUnsupported("the request's key is of another algorithm or curve, or broken.");
            bool? isSigned = SignedStructure.Read(der).IsSignedBy(request.PublicKey);
            if (isSigned is null) throw SecurityErrors.CertificateKeyUnsupported("the request's signature is of another algorithm.");
            if (isSigned is false) throw SecurityErrors.CertificateRequestSignatureBad();
            return new CertificateSigningRequest(request, ReadNames(request), algorithm, bits);
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException or ArgumentException or InvalidOperationException or PlatformNotSupportedException)
        {
            throw SecurityErrors.CertificateRequestMalformed("its content is broken.", error);
        }
    }

    /// <summary>The subject.</summary>
    public override string ToString() => Subject;

    private static IEnumerable<(string Type, string Value)> AttributesOf(X500DistinguishedName name) =>
        DistinguishedNameText.Read(name.RawData).Select(part => part is [{ Text: { } text } one] ? (one.Oid, text) : throw new AsnContentException("A part of the subject has several attributes, or one that is no text."));

    private static byte[] ToDer(ReadOnlySpan<byte> content)
    {
        if (DerContent.IsWhole(content)) return content.ToArray();
        foreach ((string label, Range block) in PemBlocks.Find(content, Malformed))
        {
            if (label is "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST") return PemBlocks.Decode(content[block], Malformed);
        }

        throw Malformed(DerContent.LengthOf(content) > 0 ? "it has bytes left over." : "it has no block of a certificate request.");

        static MalformedDataException Malformed(string detail) => SecurityErrors.CertificateRequestMalformed(detail);
    }

    private static SubjectAlternativeNames ReadNames(CertificateRequest request)
    {
        List<X509Extension> found = [.. request.CertificateExtensions.Where(one => one.Oid!.Value == CertificateOids.SubjectAlternativeName)];
        if (found.Count > 1) throw SecurityErrors.CertificateRequestMalformed("it asks for alternative names twice.");
        return found.Count == 0 ? SubjectAlternativeNames.None : SubjectAlternativeNames.Read(found[0].RawData);
    }
}
