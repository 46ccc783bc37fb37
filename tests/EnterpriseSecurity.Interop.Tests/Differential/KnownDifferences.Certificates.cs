using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace EnterpriseSecurity.Interop.Tests.Differential;

internal static partial class KnownDifferences
{
    private const int ShortestFile = 40;
    private const int MostArcs = 63;
    private const string Hyphen = "openssl's Base64 ends at a hyphen, wherever it stands.";
    private const string AfterEnd = "openssl passes over what comes after the value in a PEM or DER file.";
    private const string EmptyPart = "openssl passes over a part of a name without a value, which X.501 does not know.";
    private const string OddTime = "openssl reads no time before it is printed or compared; here one that is none is refused at once.";
    private const string OddIdentifier = "openssl prints object identifiers of any length, or '<INVALID>'; here one has at most 64 arcs that fit into 128 bits.";
    private const string TwoAlgorithms = "openssl prints a structure whose two signature algorithms differ, which RFC 5280 forbids.";
    private const string LooseBits = "openssl prints a signature that does not end with a whole byte.";
    private const string AfterExtension = "openssl passes over what comes after the value in an extension.";

    private static KnownDifference[] Certificates =>
    [
        .. new[] { "certificate", "revocation-list", "certificate-request", "private-key" }.SelectMany(format => (KnownDifference[])
        [
            new(format, DifferenceKind.Stricter, "openssl passes over control characters, and bytes that are no ASCII, at the end of a line.") { Repair = WithBareLines },
            new(format, DifferenceKind.Laxer, "A zero byte at the beginning of a line in front of the BEGIN ends the file for openssl.") { Repair = WithoutZerosInFront },
            new(format, DifferenceKind.Stricter, "openssl reads the first block of a file and nothing after it; here all blocks of a file are whole.") { Repair = FirstBlock },
            new(format, DifferenceKind.Stricter, "openssl takes what stands before an empty line for headers, and passes over them; here a block has none.") { Repair = WithoutHeaders },
            new(format, DifferenceKind.Stricter, Hyphen) { Repair = UpToHyphen },
            new(format, DifferenceKind.Stricter, "openssl passes over a BEGIN line that another follows.") { Repair = LastBegin },
            new(format, DifferenceKind.Stricter, "openssl does not look at the bits of Base64 that are beyond the last byte.") { Repair = WithoutBitsBeyond },
            new(format, DifferenceKind.Stricter, AfterEnd) { Repair = FirstValue },
        ]),
        .. new[] { "certificate", "revocation-list", "certificate-request" }.SelectMany(format => (KnownDifference[])
        [
            new(format, DifferenceKind.Stricter, EmptyPart) { Repair = input => Edit(input, value => value.Remove(one => one is { Tag: 0x31, Parts.Count: 0 })) },
            new(format, DifferenceKind.Stricter, AfterExtension) { Repair = input => Edit(input, value => value.Change(ExtensionAlone)) },
            new(format, DifferenceKind.Stricter, OddTime) { IsThere = one => Has(one.Input, value => value.Tag is 0x17 or 0x18 && !value.IsGoodTime) },
            new(format, DifferenceKind.Stricter, OddIdentifier) { IsThere = one => ReadDer(one.Input) is { } value && Expand(value).Any(part => part.Tag == 6 && !IsIdentifier(part.Content)) },
            new(format, DifferenceKind.Stricter, TwoAlgorithms) { IsThere = one => ReadDer(one.Input) is { Parts: [{ Parts: { } body }, { } algorithm, ..] } && body.All(part => !part.Write().AsSpan().SequenceEqual(algorithm.Write())) },
            new(format, DifferenceKind.Stricter, "openssl shows values in names of types that X.520 has no names of.") { IsThere = one => Has(one.Input, HasOddValue) },
            new(format, DifferenceKind.Stricter, "openssl reads strings in parts, which are BER and no DER.") { IsThere = one => Has(one.Input, value => value.Tag is 0x23 or 0x24) },
            new(format, DifferenceKind.Stricter, "openssl prints an extension that comes twice, which RFC 5280 forbids.") { IsThere = one => Has(one.Input, HasExtensionTwice) },
            new(format, DifferenceKind.Stricter, "openssl takes a sequence or a set whose tag says that it has no parts.") { IsThere = one => Has(one.Input, value => value.Tag is 0x10 or 0x11) },
            new(format, DifferenceKind.Stricter, LooseBits) { IsThere = one => ReadDer(one.Input) is { Parts: [_, _, { Tag: 3, Content: [not 0, ..] }] } },
        ]),
        new("certificate", DifferenceKind.Stricter, "openssl prints any version; here a certificate has one of the three that there are.")
        {
            IsThere = one => ReadDer(one.Input) is { Parts: [{ Parts: [{ Tag: 0xA0, Parts: [{ Tag: 2 } version] }, ..] }, ..] } && version.Content is not [<= 2],
        },
        new("certificate", DifferenceKind.Stricter, "openssl prints a path length of any size, and a key usage with more bits than there are.") { IsThere = one => Has(one.Input, HasLongExtension) },
        new("certificate", DifferenceKind.OtherMeaning, "openssl prints none of the names when one has a zero byte in it.")
        {
            IsThere = one => Has(one.Input, value => value is { Tag: 0x30, Parts: [{ Tag: 6 } name, .., { Tag: 4 } names] } && Convert.ToHexString(name.Content) == "551D11" && DerNode.Read(names.Content) is { } list && list.All.Any(part => part.Tag is 0x81 or 0x82 or 0x86 && part.Content.Contains((byte)0))),
        },
        new("certificate", DifferenceKind.OtherMeaning, "A name of a kind that is not used (X.400, EDI) is not taken apart here; openssl then shows none of the names.")
        {
            IsThere = one => Has(one.Input, value => value is { Tag: 0x30, Parts: [{ Tag: 6 } name, .., { Tag: 4 } names] } && Convert.ToHexString(name.Content) == "551D11" && DerNode.Read(names.Content) is { Parts: { } list } && list.Any(part => part.Tag is 0x83 or 0xA3 or 0x85 or 0xA5)),
        },
        new("certificate", DifferenceKind.Laxer, "openssl shows that it cannot read an extension; here those that only count in a chain, or not at all, are not read with a certificate.") { IsThere = one => Has(one.Input, IsBrokenElsewhere) },
        new("certificate", DifferenceKind.Laxer, "openssl takes what stands before an empty line for headers; RFC 7468 has white space passed over.") { Repair = WithoutEmptyLines },
        new("revocation-list", DifferenceKind.Stricter, "openssl prints the bytes of an extension that it cannot read.") { IsThere = one => Has(one.Input, IsBrokenListExtension) },
        .. PrivateKeys,
    ];

    private static KnownDifference[] PrivateKeys =>
    [
        new("private-key", DifferenceKind.Stricter, "openssl finds a key in DER behind lines of text.") { Repair = DerBehindText },
        new("private-key", DifferenceKind.Stricter, "openssl tries a key as each kind, whatever the BEGIN line says.") { Repair = WithFittingLabel },
        new("private-key", DifferenceKind.Stricter, "openssl does not look at the parameters of an RSA key, which RFC 3279 has as NULL.") { Repair = input => Edit(input, WithoutRsaParameters) },
        new("private-key", DifferenceKind.Stricter, "openssl pkey does not prove that the numbers of a key belong together.") { IsThere = one => KeyOf(one.Input) is { } key && !BelongTogether(key) },
        new("private-key", DifferenceKind.Stricter, "openssl pkey does not mind a version that the format does not know.") { Repair = input => EditKey(input, WithKnownVersion) },
        new("private-key", DifferenceKind.Stricter, "openssl reads numbers with needless zeros, and none for zero, which X.690 forbids.") { Repair = input => EditKey(input, value => value.Change(one => one.Tag == 2 ? ShortestInteger(one.Content) : null)) },
        new("private-key", DifferenceKind.Stricter, "openssl passes over what comes after the key within a PrivateKeyInfo.") { Repair = input => Edit(input, value => value.Change(one => one.Tag == 4 ? FirstOf(one.Content) : null)) },
    ];

    private static byte[]? UpToHyphen(byte[] input)
    {
        if (PemText.Find(input) is not { } pem || Regex.Match(pem.Body, "-") is not { Success: true } hyphen) return null;
        string kept = Regex.Replace(pem.Body[..hyphen.Index], "\\s", "");
        return kept.Length == 0 ? null : pem.With(string.Join('\n', kept.Chunk(64).Select(line => new string(line))));
    }

    private static byte[]? WithoutBitsBeyond(byte[] input)
    {
        if (PemText.Find(input) is not { Content: { } content } pem || Regex.Match(pem.Body, "[A-Za-z0-9+/](?==)") is not { Success: true } last) return null;
        char whole = Convert.ToBase64String(content).TrimEnd('=')[^1];
        return whole == last.Value[0] ? null : pem.With(pem.Body.Remove(last.Index, 1).Insert(last.Index, whole.ToString()));
    }

    private static byte[]? WithBareLines(byte[] input)
    {
        string text = Encoding.Latin1.GetString(input);
        string bare = Regex.Replace(text, "[^\x20-\x7e\n\r]+(?=\r?\n|$)", "");
        return bare == text ? null : Encoding.Latin1.GetBytes(bare);
    }

    private static byte[]? WithoutZerosInFront(byte[] input)
    {
        string text = Encoding.Latin1.GetString(input);
        int begin = text.IndexOf("-----BEGIN", StringComparison.Ordinal);
        return begin > 0 && Regex.IsMatch(text[..begin], "(^|\n)\0") ? Encoding.Latin1.GetBytes(text[..begin].Replace("\0", "", StringComparison.Ordinal) + text[begin..]) : null;
    }

    private static byte[]? WithoutEmptyLines(byte[] input) =>
        PemText.Find(input) is { } pem && Regex.Replace(pem.Body, "\\s*\\n\\s*", "\n") is { } body && body.Trim() != pem.Body.Trim() ? pem.With(body) : null;

    private static byte[]? WithoutHeaders(byte[] input) =>
        PemText.Find(input) is { } pem && Regex.Match(pem.Body, "\\n[^\\x21-\\x7e\\n]*\\n") is { Success: true } line ? pem.With(pem.Body[(line.Index + line.Length)..]) : null;

    private static byte[]? FirstBlock(byte[] input) => PemText.Find(input) is { } pem && pem.With(pem.Body) is { } alone && alone.Length < input.Length ? alone : null;

    private static byte[]? WithFittingLabel(byte[] input)
    {
        if (PemText.Find(input) is not { } pem) return null;
        string? label = ReadDer(input) switch
        {
            { Parts: [{ Tag: 2 }, { Tag: 0x30 }, { Tag: 4 }, ..] } => "PRIVATE KEY",
            { Parts: [{ Tag: 2 }, { Tag: 2 }, { Tag: 2 }, ..] } => "RSA PRIVATE KEY",
            { Parts: [{ Tag: 2 }, { Tag: 4 }, ..] } => "EC PRIVATE KEY",
            _ => null,
        };
        return label is null || label == pem.Label ? null : Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(pem.With(pem.Body)).Replace($"{pem.Label}-----", $"{label}-----", StringComparison.Ordinal));
    }

    private static bool WithoutRsaParameters(DerNode key)
    {
        if (key is not { Parts: [{ Tag: 2 }, { Tag: 0x30, Parts: [{ Tag: 6 } name, { } parameters] } identifier, ..] }) return false;
        return Convert.ToHexString(name.Content) == "2A864886F70D010101" && parameters is not { Tag: 5, Content.Length: 0 } && identifier.Remove(one => one == parameters);
    }

    private static byte[]? LastBegin(byte[] input)
    {
        string text = Encoding.Latin1.GetString(input);
        Match first = Regex.Match(text, "(-----BEGIN [A-Z0-9 ]+-----\\s*)+(?=-----BEGIN)");
        return first.Success ? Encoding.Latin1.GetBytes(text.Remove(first.Index, first.Length)) : null;
    }

    private static bool IsDer(byte[] input) => input is [0x30, ..] && (DerNode.Read(input, out int length) is not null ? length > ShortestFile : PemText.Find(input) is null);

    // A file's DER, be it in PEM or not, with what comes after it.
    private static byte[]? Content(byte[] input) => IsDer(input) ? input : PemText.Find(input)?.Content;

    private static byte[]? DerBehindText(byte[] input)
    {
        for (int at = 1; at < input.Length; at++)
        {
            if (input[at] == 0x30 && input[at - 1] == '\n' && DerNode.Read(input.AsSpan(at), out int length) is not null && length > ShortestFile) return input[at..(at + length)];
        }

        return null;
    }

    private static DerNode? ReadDer(byte[] input) => Content(input) is { } content ? DerNode.Read(content, out _) : null;

    private static bool Has(byte[] input, Func<DerNode, bool> isMeant) => ReadDer(input) is { } value && value.All.Any(isMeant);

    private static byte[] Put(byte[] input, byte[] der) => IsDer(input) ? der : PemText.Find(input)!.With(der);

    private static byte[]? FirstValue(byte[] input) => Content(input) is { } content && FirstOf(content) is { } first ? Put(input, first) : null;

    private static byte[]? FirstOf(byte[] content)
    {
        // Indefinite lengths and values that are broken inside have a length as well.
        if (content.Length < 2 || content[0] is not (0x30 or 0x04) || content[1] is 0x80 or > 0x84) return null;
        int size = content[1] < 0x80 ? 0 : content[1] & 0x7f;
        if (content.Length < 2 + size) return null;
        long length = size == 0 ? content[1] : content.AsSpan(2, size).ToArray().Aggregate(0L, (sum, one) => (sum << 8) | one);
        return 2 + size + length < content.Length ? content[..(int)(2 + size + length)] : null;
    }

    private static byte[]? Edit(byte[] input, Func<DerNode, bool> edit) => ReadDer(input) is { } value && edit(value) ? Put(input, value.Write()) : null;

    private static byte[]? ExtensionAlone(DerNode value) => value.Tag == 4 && DerNode.Read(value.Content, out int length) is not null && length < value.Content.Length ? value.Content[..length] : null;

    private static bool IsIdentifier(byte[] content)
    {
        int arc = 0;
        if (content.Count(one => one < 0x80) > MostArcs) return false;
        foreach (byte one in content)
        {
            if (arc == 0 && one == 0x80) return false;
            arc = one < 0x80 ? 0 : arc + 1;
            if (arc > 17) return false;
        }

        return content.Length > 0 && arc == 0;
    }

    private static bool HasLongExtension(DerNode value) => value is { Tag: 0x30, Parts: [{ Tag: 6 } name, .., { Tag: 4 } content] } && (Convert.ToHexString(name.Content), DerNode.Read(content.Content)) switch
    {
        ("551D13", { Parts: [.., { Tag: 2, Content.Length: > 4 }] }) or ("551D0F", { Tag: 3, Content.Length: > 3 }) => true,
        _ => false,
    };

    private static bool HasOddValue(DerNode value) => value is { Tag: 0x31, Parts: { } pairs } && pairs.Any(pair => pair is { Tag: 0x30, Parts: [{ Tag: 6 }, { Tag: 7 or 8 or 9 or 10 or 11 or 13 or 14 or 15 or 29 or 0x10 or (>= 0x27 and <= 0x2B) or (>= 0x2D and <= 0x2F) }] });

    private static bool HasExtensionTwice(DerNode value)
    {
        string[] names = [.. (value.Parts ?? []).Select(part => part is { Tag: 0x30, Parts: [{ Tag: 6 } name, .., { Tag: 4 }] } ? Convert.ToHexString(name.Content) : "").Where(name => name.Length > 0)];
        return names.Distinct(StringComparer.Ordinal).Count() < names.Length;
    }

    private static bool IsBrokenListExtension(DerNode value)
    {
        if (value is not { Tag: 0x30, Parts: [{ Tag: 6 } name, .., { Tag: 4 } content] }) return false;
        DerNode? inner = DerNode.Read(content.Content);
        return Convert.ToHexString(name.Content) switch
        {
            "551D15" => inner is not { Tag: 0x0A, Content.Length: 1 },
            "551D14" or "551D1B" => inner is not { Tag: 2, Content.Length: > 0 } || ShortestInteger(inner.Content) is not null,
            _ => false,
        };
    }

    // Extensions that openssl knows and that are not taken apart when a certificate is read.
    private static bool IsBrokenElsewhere(DerNode value)
    {
        if (value is not { Tag: 0x30, Parts: [{ Tag: 6 } name, .., { Tag: 4 } content] }) return false;
        DerNode? inner = DerNode.Read(content.Content);
        return Convert.ToHexString(name.Content) switch
        {
            // Policies, mappings, constraints of policies, inhibited 'any policy'.
            "551D20" => inner is not { Tag: 0x30, Parts: { } policies } || !policies.All(one => one is { Tag: 0x30, Parts: [{ Tag: 6 }, ..] }),
            "551D21" => inner is not { Tag: 0x30, Parts: { } mappings } || !mappings.All(one => one is { Tag: 0x30, Parts: [{ Tag: 6 }, { Tag: 6 }] }),
            "551D24" => inner is not { Tag: 0x30, Parts: { } counts } || !counts.All(one => one.Tag is 0x80 or 0x81),
            "551D36" => inner is not { Tag: 2, Content.Length: > 0 },
            // What belongs to a revocation list: a reason, a date, an issuer.
            "551D15" => inner is not { Tag: 0x0A, Content.Length: > 0 },
            "551D18" => inner is not { Tag: 0x18 },
            "551D1D" => inner is not { Tag: 0x30, Parts: { } names } || !names.All(one => one.Tag is >= 0x80 and < 0xC0),
            _ => false,
        };
    }

    // A key's sequence of numbers: of a PrivateKeyInfo, the inner one.
    private static DerNode? KeyOf(byte[] input) => ReadDer(input) switch
    {
        { Parts: [{ Tag: 2 }, { Tag: 0x30 }, { Tag: 4 } key, ..] } => DerNode.Read(key.Content, out _),
        { } value => value,
        null => null,
    };

    private static byte[]? EditKey(byte[] input, Func<DerNode, bool> edit) => Edit(input, value =>
    {
        bool changed = edit(value);
        if (value is not { Parts: [{ Tag: 2 }, { Tag: 0x30 }, { Tag: 4 } wrapped, ..] } || DerNode.Read(wrapped.Content) is not { Tag: 0x30 } inner || !edit(inner)) return changed;
        return wrapped.Change(_ => inner.Write());
    });

    private static bool WithKnownVersion(DerNode key)
    {
        if (key is not { Parts: [{ Tag: 2 } version, { } second, ..] }) return false;
        byte known = second.Tag == 4 ? (byte)1 : (byte)0;
        bool isKnown = version.Content is [var number] && (number == known || (second.Tag == 0x30 && number == 1));
        return !isKnown && version.Change(_ => [known]);
    }

    private static byte[]? ShortestInteger(byte[] content) => content.Length == 0 ? [0] : new BigInteger(content, isBigEndian: true).ToByteArray(isBigEndian: true) is { } shortest && shortest.Length < content.Length ? shortest : null;

    private static bool BelongTogether(DerNode key)
    {
        if (key is { Parts: [{ Tag: 2 }, { Tag: 2 } n, { Tag: 2 } e, { Tag: 2 } d, { Tag: 2 } p, { Tag: 2 } q, { Tag: 2 } first, { Tag: 2 } second, { Tag: 2 } inverse] })
        {
            RsaNumbers numbers = new(Number(n), Number(e), Number(d), Number(p), Number(q), Number(inverse));
            return RsaNumbers.CanBePublic(numbers.N, numbers.E) && numbers.BelongTogether && Number(first) == numbers.D % (numbers.P - 1) && Number(second) == numbers.D % (numbers.Q - 1);
        }

        if (key is not { Parts: [{ Tag: 2 }, { Tag: 4 } scalar, ..] }) return true;
        DerNode? point = key.Parts.FirstOrDefault(one => one.Tag == 0xA1)?.Parts?.FirstOrDefault();
        return point is null || IsPointOf(scalar.Content, point.Content);
    }

    private static BigInteger Number(DerNode value) => value.Content.Length == 0 ? BigInteger.Zero : new BigInteger(value.Content, isBigEndian: true);

    private static bool IsPointOf(byte[] scalar, byte[] bits)
    {
        try
        {
            return bits.Length > 2 && OpenSshKeyFile.IsPointOf(scalar.AsSpan().TrimStart((byte)0).ToArray(), bits[1..]);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
