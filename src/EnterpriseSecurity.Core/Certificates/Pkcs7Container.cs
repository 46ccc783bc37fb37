using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// P7B files: a SignedData that signs nothing and only carries certificates (RFC 2315 section 9, RFC 5652 section 5).
/// Signatures and revocation lists in it are passed over.
/// </summary>
internal static class Pkcs7Container
{
    public const string SignedDataOid = "1.2.840.113549.1.7.2";
    private const string DataOid = "1.2.840.113549.1.7.1";

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>The certificates' encodings.</summary>
    /// <exception cref="MalformedDataException">The structure is broken.</exception>
    public static List<byte[]> Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            AsnReader info = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
            if (info.ReadObjectIdentifier() != SignedDataOid) throw SecurityErrors.CertificateMalformed("its PKCS#7 part does not carry certificates.");
            AsnReader signed = info.ReadSequence(Context0).ReadSequence();
            signed.ReadInteger();
            signed.ReadSetOf();
            signed.ReadSequence();
            List<byte[]> certificates = [];
            if (!signed.HasData || signed.PeekTag() != Context0) return certificates;
            AsnReader set = signed.ReadSetOf(Context0);
            while (set.HasData)
            {
                if (certificates.Count == CertificateReader.MostCertificates) throw SecurityErrors.CertificateMalformed("it holds too many certificates.");
                bool isCertificate = set.PeekTag() == Asn1Tag.Sequence;
                ReadOnlyMemory<byte> one = set.ReadEncodedValue();
                if (isCertificate) certificates.Add(one.ToArray());
            }

            return certificates;
        }
        catch (AsnContentException error)
        {
            throw SecurityErrors.CertificateMalformed("its PKCS#7 structure is broken.", error);
        }
    }

    /// <summary>Writes certificates.</summary>
    public static byte[] Write(IEnumerable<X509Certificate2> certificates)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedDataOid);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.PushSetOf();
                writer.PopSetOf();
                using (writer.PushSequence()) writer.WriteObjectIdentifier(DataOid);
                using (writer.PushSetOf(Context0))
                {
                    foreach (X509Certificate2 one in certificates) writer.WriteEncodedValue(one.RawData);
                }

                writer.PushSetOf();
                writer.PopSetOf();
            }
        }

        return writer.Encode();
    }
}
