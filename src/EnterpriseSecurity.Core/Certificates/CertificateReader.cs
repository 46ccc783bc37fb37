using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Certificates;

/// <summary>Takes certificate files apart: the form is known by the content, never by the file's name.</summary>
internal static class CertificateReader
{
    public const int LargestFile = 4 * 1024 * 1024;
    public const int MostCertificates = 2_000;
    private const int LargestCertificate = 256 * 1024;

    public static CertificateBundle Parse(ReadOnlyMemory<byte> content, SecretBuffer? passphrase, bool withPrivateKey)
    {
        if (content.Length > LargestFile) throw SecurityErrors.CertificateMalformed("it is larger than 4 MiB.");
        if (!DerContent.IsWhole(content.Span)) return ParsePem(content, passphrase, withPrivateKey);
        switch (DerContent.Of(content))
        {
            case DerContent.Kind.Certificate:
                return new CertificateBundle([LoadDer(content.Span)], null, CertificateFormat.Der);
            case DerContent.Kind.Pkcs12:
                return Pkcs12Container.Read(content.Span, passphrase, withPrivateKey);
            case DerContent.Kind.Pkcs7:
                return FromPkcs7(content);
            case DerContent.Kind.Unknown:
                throw SecurityErrors.CertificateMalformed("it is none of the known binary forms.");
            default:
                throw SecurityErrors.CertificateFileEmpty("a private key");
        }
    }

    public static SecretBuffer ParsePrivateKey(ReadOnlyMemory<byte> content, SecretBuffer? passphrase)
    {
        if (content.Length > LargestFile) throw SecurityErrors.CertificateKeyMalformed("it is larger than 4 MiB.");
        if (DerContent.IsWhole(content.Span))
        {
            if (DerContent.Of(content) != DerContent.Kind.Pkcs12) return CertificateKeyReader.ReadDer(content, passphrase);
            using CertificateBundle bundle = Pkcs12Container.Read(content.Span, passphrase, withPrivateKey: true);
            return bundle.PrivateKey is null ? throw SecurityErrors.CertificateKeyMissing() : SecretBuffer.CopyOf(bundle.PrivateKey.Span);
        }

        foreach ((string label, Range block) in PemBlocks.Find(content.Span, detail => SecurityErrors.CertificateKeyMalformed(detail)))
        {
            if (CertificateKeyReader.IsKeyLabel(label)) return CertificateKeyReader.ReadPem(content.Span[block], passphrase);
        }

        throw SecurityErrors.CertificateKeyMissing();
    }

    /// <summary>Loads one certificate and looks at the fields that a platform may read late.</summary>
    /// <exception cref="MalformedDataException">It is no certificate.</exception>
    public static X509Certificate2 LoadDer(ReadOnlySpan<byte> der)
    {
        if (der.Length > LargestCertificate) throw SecurityErrors.CertificateMalformed("a certificate in it is larger than 256 KiB.");
        if (!DerContent.IsWhole(der)) throw SecurityErrors.CertificateMalformed("a certificate in it has bytes missing or left over.");
        X509Certificate2? certificate = null;
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(der);
            _ = CertificateInfo.Of(certificate);
            CheckExtensions(certificate);
            return certificate;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or FormatException or AsnContentException or InvalidOperationException or OverflowException)
        {
            certificate?.Dispose();
            throw SecurityErrors.CertificateMalformed("a certificate in it is broken.", error);
        }
        catch
        {
            certificate?.Dispose();
            throw;
        }
    }

    /// <summary>The certificates of a form that keeps no order: first one that has issued none of the others, and no authority if there is such.</summary>
    public static List<X509Certificate2> LeafFirst(List<X509Certificate2> certificates)
    {
        HashSet<string> issuers = [.. certificates.Where(one => !CertificateInfoReader.NamesItself(one)).Select(one => Convert.ToHexString(one.IssuerName.RawData))];
        List<X509Certificate2> ends = [.. certificates.Where(one => !issuers.Contains(Convert.ToHexString(one.SubjectName.RawData)))];
        X509Certificate2? leaf = ends.Find(one => !CertificateInfoReader.ConstraintsOf(one).IsAuthority) ?? ends.FirstOrDefault();
        return leaf is null ? certificates : [leaf, .. certificates.Where(one => !ReferenceEquals(one, leaf))];
    }

    private static CertificateBundle FromPkcs7(ReadOnlyMemory<byte> content)
    {
        List<X509Certificate2> certificates = [];
        try
        {
            foreach (byte[] one in Pkcs7Container.Read(content)) certificates.Add(LoadDer(one));
            if (certificates.Count == 0) throw SecurityErrors.CertificateFileEmpty("a PKCS#7 structure without certificates");
            return new CertificateBundle(LeafFirst(certificates), null, CertificateFormat.P7b);
        }
        catch
        {
            foreach (X509Certificate2 one in certificates) one.Dispose();
            throw;
        }
    }

    // What is asked for by its identifier must be there once at most (RFC 5280, section 4.2), or two readers find two different ones.
    private static void CheckExtensions(X509Certificate2 certificate)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (!seen.Add(extension.Oid!.Value!)) throw new AsnContentException("An extension is there twice.");
            if (extension.Oid.Value == CertificateOids.IssuerAlternativeName) CertificateName.ReadAll(new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence());
        }
    }

    private static CertificateBundle ParsePem(ReadOnlyMemory<byte> content, SecretBuffer? passphrase, bool withPrivateKey)
    {
        List<X509Certificate2> certificates = [];
        SecretBuffer? key = null;
        bool hasKey = false;
        try
        {
            CertificateFormat format = CertificateFormat.Pem;
            HashSet<string> others = new(StringComparer.Ordinal);
            foreach ((string label, Range block) in PemBlocks.Find(content.Span, detail => SecurityErrors.CertificateMalformed(detail)))
            {
                if (CertificateKeyReader.IsKeyLabel(label))
                {
                    if (withPrivateKey && !hasKey) key = CertificateKeyReader.ReadPem(content.Span[block], passphrase);
                    hasKey = true;
                }
                else if (label is "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE" or "PKCS7" or "CMS")
                {
                    if (AddCertificates(content.Span[block], label, certificates)) format = CertificateFormat.P7b;
                }
                else
                {
                    others.Add(label);
                }
            }

            if (certificates.Count == 0) throw Empty(hasKey, others);
            return new CertificateBundle(format == CertificateFormat.P7b ? LeafFirst(certificates) : certificates, key, format) { HasPrivateKey = hasKey };
        }
        catch
        {
            key?.Dispose();
            foreach (X509Certificate2 one in certificates) one.Dispose();
            throw;
        }
    }

    // True when the block was PKCS#7; some programs put one under the label of a certificate.
    private static bool AddCertificates(ReadOnlySpan<byte> block, string label, List<X509Certificate2> certificates)
    {
        byte[] der = PemBlocks.Decode(block, detail => SecurityErrors.CertificateMalformed(detail));
        if (DerContent.Of(der) == DerContent.Kind.Pkcs7)
        {
            foreach (byte[] one in Pkcs7Container.Read(der)) certificates.Add(LoadDer(one));
            return true;
        }

        if (certificates.Count == MostCertificates) throw SecurityErrors.CertificateMalformed("it holds too many certificates.");
        ReadOnlySpan<byte> own = der;
        // OpenSSL writes its own trust settings behind such a certificate.
        if (label == "TRUSTED CERTIFICATE") own = own[..DerContent.LengthOf(own)];
        certificates.Add(LoadDer(own));
        return false;
    }

    private static MalformedDataException Empty(bool hasKey, HashSet<string> others)
    {
        if (hasKey) return SecurityErrors.CertificateFileEmpty("a private key");
        return others.Count == 0
            ? SecurityErrors.CertificateMalformed("it is neither binary nor PEM.")
            : SecurityErrors.CertificateFileEmpty(string.Join(", ", others.Order(StringComparer.Ordinal).Take(3).Select(label => $"'{label}'")));
    }
}
