using System.Formats.Asn1;

namespace EnterpriseSecurity.Certificates;

/// <summary>What a binary file is, by its outermost elements; nothing inside is believed yet.</summary>
internal static class DerContent
{
    public enum Kind
    {
        Unknown,
        Certificate,
        Pkcs12,
        Pkcs7,
        Pkcs8Key,
        Pkcs1Key,
        Sec1Key,
        EncryptedKey,
    }

    /// <summary>True when the bytes are one ASN.1 element, from the first byte to the last.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> content) => LengthOf(content) == content.Length;

    /// <summary>How many bytes the sequence at the beginning takes; 0 when there is none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> content)
    {
        try
        {
            return AsnDecoder.TryReadEncodedValue(content, AsnEncodingRules.BER, out Asn1Tag tag, out _, out _, out int length) && tag == Asn1Tag.Sequence ? length : 0;
        }
        catch (AsnContentException)
        {
            return 0;
        }
    }

    public static Kind Of(ReadOnlyMemory<byte> content)
    {
        try
        {
            AsnReader outer = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
            Asn1Tag first = outer.PeekTag();
            if (first == Asn1Tag.ObjectIdentifier) return outer.ReadObjectIdentifier() == Pkcs7Container.SignedDataOid ? Kind.Pkcs7 : Kind.Unknown;
            if (first == Asn1Tag.Integer) return OfNumbered(outer);
            if (first != Asn1Tag.Sequence) return Kind.Unknown;
            AsnReader inner = outer.ReadSequence();
            bool isEncrypted = inner.PeekTag() == Asn1Tag.ObjectIdentifier && outer.HasData && outer.PeekTag() == Asn1Tag.PrimitiveOctetString;
            return isEncrypted ? Kind.EncryptedKey : Kind.Certificate;
        }
        catch (AsnContentException)
        {
            return Kind.Unknown;
        }
    }

    private static Kind OfNumbered(AsnReader outer)
    {
        if (!outer.TryReadInt32(out int version)) return Kind.Unknown;
        Asn1Tag second = outer.PeekTag();
        if (version == 1 && second == Asn1Tag.PrimitiveOctetString) return Kind.Sec1Key;
        if (second == Asn1Tag.Integer) return Kind.Pkcs1Key;
        if (second != Asn1Tag.Sequence) return Kind.Unknown;
        return version == 3 ? Kind.Pkcs12 : Kind.Pkcs8Key;
    }
}
