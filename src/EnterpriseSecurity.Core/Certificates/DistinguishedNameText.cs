using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EnterpriseSecurity.Certificates;

/// <summary>Distinguished names as text by RFC 4514: the last part first, commas without spaces, as in <c>CN=example.com,O=MyCompany,C=US</c>.</summary>
internal static class DistinguishedNameText
{
    private const string CommonNameOid = "2.5.4.3";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN", ["2.5.4.4"] = "SN", ["2.5.4.5"] = "serialNumber", ["2.5.4.6"] = "C", ["2.5.4.7"] = "L", ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "STREET", ["2.5.4.10"] = "O", ["2.5.4.11"] = "OU", ["2.5.4.12"] = "title", ["2.5.4.13"] = "description",
        ["2.5.4.15"] = "businessCategory", ["2.5.4.17"] = "postalCode", ["2.5.4.42"] = "GN", ["2.5.4.43"] = "initials", ["2.5.4.46"] = "dnQualifier",
        ["2.5.4.65"] = "pseudonym", ["2.5.4.97"] = "organizationIdentifier", ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC", ["1.2.840.113549.1.9.1"] = "emailAddress",
    };

    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static string Of(X500DistinguishedName name) => Of(name.RawData);

    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static string Of(ReadOnlyMemory<byte> encoded) => string.Join(',', Enumerable.Reverse(Read(encoded)).Select(part => string.Join('+', part.Select(Show))));

    /// <summary>The common name, as written; null when there is none.</summary>
    public static string? CommonNameOf(X500DistinguishedName name) => Read(name.RawData).FirstOrDefault(part => part is [{ Oid: CommonNameOid }])?[0].Text;

    /// <summary>The parts of a name, the first one first; a part may have several attributes.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static List<List<NameAttribute>> Read(ReadOnlyMemory<byte> encoded)
    {
        AsnReader outer = new(encoded, AsnEncodingRules.BER);
        AsnReader sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        List<List<NameAttribute>> parts = [];
        while (sequence.HasData)
        {
            AsnReader set = sequence.ReadSetOf(skipSortOrderValidation: true);
            if (!set.HasData) throw new AsnContentException("A part of the name is empty.");
            List<NameAttribute> part = [];
            while (set.HasData)
            {
                AsnReader pair = set.ReadSequence();
                string oid = pair.ReadObjectIdentifier();
                ReadOnlyMemory<byte> value = pair.ReadEncodedValue();
                pair.ThrowIfNotEmpty();
                part.Add(new NameAttribute(oid, ReadText(value), value));
            }

            parts.Add(part);
        }

        return parts;
    }

    private static string Show(NameAttribute attribute) =>
        $"{Names.GetValueOrDefault(attribute.Oid, attribute.Oid)}={(attribute.Text is null ? $"#{Convert.ToHexString(attribute.Encoded.Span)}" : Escape(attribute.Text))}";

    private static string? ReadText(ReadOnlyMemory<byte> encoded)
    {
        AsnReader value = new(encoded, AsnEncodingRules.BER);
        Asn1Tag tag = value.PeekTag();
        UniversalTagNumber kind = tag.TagClass == TagClass.Universal ? (UniversalTagNumber)tag.TagValue : UniversalTagNumber.EndOfContents;
        switch (kind)
        {
            case UniversalTagNumber.PrintableString or UniversalTagNumber.NumericString or UniversalTagNumber.IA5String:
                // Authorities write asterisks, underscores and letters of Latin-1 into these, which they have no place for.
                return value.TryReadPrimitiveCharacterStringBytes(tag, out ReadOnlyMemory<byte> characters) ? Encoding.Latin1.GetString(characters.Span) : value.ReadCharacterString(kind);
            case UniversalTagNumber.UTF8String or UniversalTagNumber.T61String or UniversalTagNumber.BMPString:
                return value.ReadCharacterString(kind);
            case UniversalTagNumber.BitString:
                value.ReadBitString(out _);
                return null;
            case UniversalTagNumber.UniversalString:
            case UniversalTagNumber.Sequence when tag.IsConstructed:
                return null;
            default:
                throw new AsnContentException("A value of the name is of a type that names do not have.");
        }
    }

    // Control characters go as hex pairs, as RFC 4514 allows for any: a name is shown on terminals and written to logs.
    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char one = text[i];
            bool atEdge = (i == 0 && one is ' ' or '#') || (i == text.Length - 1 && one == ' ');
            if (char.IsControl(one) || char.GetUnicodeCategory(one) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)
            {
                foreach (byte unit in Encoding.UTF8.GetBytes([one])) escaped.Append('\\').Append(unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                if (atEdge || one is ',' or '+' or '"' or '\\' or '<' or '>' or ';' or '=') escaped.Append('\\');
                escaped.Append(one);
            }
        }

        return escaped.ToString();
    }
}
