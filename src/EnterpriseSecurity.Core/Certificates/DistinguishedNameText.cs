using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EnterpriseSecurity.Certificates;

/// <summary>Distinguished names as text by RFC 4514: the last part first, commas without spaces, as in <c>CN=example.com,O=MyCompany,C=US</c>.</summary>
internal static class DistinguishedNameText
{
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
    public static string Of(ReadOnlyMemory<byte> encoded)
    {
        AsnReader outer = new(encoded, AsnEncodingRules.BER);
        AsnReader sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        List<string> parts = [];
        while (sequence.HasData)
        {
            AsnReader set = sequence.ReadSetOf(skipSortOrderValidation: true);
            if (!set.HasData) throw new AsnContentException("A part of the name is empty.");
            List<string> pairs = [];
            while (set.HasData)
            {
                AsnReader pair = set.ReadSequence();
                string oid = pair.ReadObjectIdentifier();
                pairs.Add($"{Names.GetValueOrDefault(oid, oid)}={ReadValue(pair.ReadEncodedValue())}");
                pair.ThrowIfNotEmpty();
            }

            parts.Add(string.Join('+', pairs));
        }

        parts.Reverse();
        return string.Join(',', parts);
    }

    /// <summary>The common name, as written; null when there is none.</summary>
    public static string? CommonNameOf(X500DistinguishedName name) =>
        name.EnumerateRelativeDistinguishedNames()
            .FirstOrDefault(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3")?.GetSingleElementValue();

    private static string ReadValue(ReadOnlyMemory<byte> encoded)
    {
        AsnReader value = new(encoded, AsnEncodingRules.BER);
        Asn1Tag tag = value.PeekTag();
        bool isText = tag.TagClass == TagClass.Universal && (UniversalTagNumber)tag.TagValue is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString
            or UniversalTagNumber.IA5String or UniversalTagNumber.T61String or UniversalTagNumber.BMPString or UniversalTagNumber.NumericString or UniversalTagNumber.VisibleString;
        return isText ? Escape(value.ReadCharacterString((UniversalTagNumber)tag.TagValue)) : $"#{Convert.ToHexString(encoded.Span)}";
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
