using System.Formats.Asn1;
using System.Net;
using System.Text;

namespace EnterpriseSecurity.Certificates;

/// <summary>A general name of a certificate, such as a subject alternative name.</summary>
/// <param name="Kind">What kind of name it is.</param>
/// <param name="Value">The name as text; characters that are not printable ASCII are shown as <c>\xHH</c>.</param>
public sealed record CertificateName(CertificateNameKind Kind, string Value)
{
    private const string UserPrincipalNameOid = "1.3.6.1.4.1.311.20.2.3";

    /// <summary>Kind and value.</summary>
    public override string ToString() => $"{Kind}:{Value}";

    /// <summary>Reads a sequence of general names.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    internal static List<CertificateName> ReadAll(AsnReader names)
    {
        List<CertificateName> read = [];
        while (names.HasData) read.Add(Read(names));
        return read;
    }

    /// <summary>Reads one general name.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    internal static CertificateName Read(AsnReader names)
    {
        Asn1Tag tag = names.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific) throw new AsnContentException();
        switch (tag.TagValue)
        {
            case 0:
                return ReadOther(names.ReadSequence(tag));
            case 1:
                return new(CertificateNameKind.Email, Printable(names.ReadOctetString(tag)));
            case 2:
                return new(CertificateNameKind.Dns, Printable(names.ReadOctetString(tag)));
            case 4:
                return new(CertificateNameKind.Directory, DistinguishedNameText.Of(names.ReadSequence(tag).ReadEncodedValue()));
            case 6:
                return new(CertificateNameKind.Uri, Printable(names.ReadOctetString(tag)));
            case 7:
                return new(CertificateNameKind.Ip, Address(names.ReadOctetString(tag)));
            case 8:
                return new(CertificateNameKind.RegisteredId, names.ReadObjectIdentifier(tag));
            case 3 or 5 when tag.IsConstructed:
                return new(CertificateNameKind.Other, Convert.ToHexString(names.ReadEncodedValue().Span));
            default:
                throw new AsnContentException("A name is of a kind that there is not.");
        }
    }

    private static CertificateName ReadOther(AsnReader other)
    {
        string oid = other.ReadObjectIdentifier();
        ReadOnlyMemory<byte> wrapped = other.ReadEncodedValue();
        AsnReader value = new AsnReader(wrapped, AsnEncodingRules.BER).ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
        return oid == UserPrincipalNameOid
            ? new(CertificateNameKind.UserPrincipal, Printable(Encoding.UTF8.GetBytes(value.ReadCharacterString(UniversalTagNumber.UTF8String))))
            : new(CertificateNameKind.Other, $"{oid}={Convert.ToHexString(wrapped.Span)}");
    }

    private static string Address(byte[] bytes) => bytes.Length switch
    {
        4 or 16 => new IPAddress(bytes).ToString(),
        8 or 32 => $"{new IPAddress(bytes.AsSpan(0, bytes.Length / 2))}/{new IPAddress(bytes.AsSpan(bytes.Length / 2))}",
        _ => Convert.ToHexString(bytes),
    };

    // A name with a NUL or an escape sequence in it must not look like another one.
    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        foreach (byte one in bytes)
        {
            if (one is > 0x20 and < 0x7F and not (byte)'\\') text.Append((char)one);
            else text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{one:X2}");
        }

        return text.ToString();
    }
}
