using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Interop.Tests.Differential;

internal static partial class KnownDifferences
{
    private const int MostKeys = 16;
    private const int MostCertificates = 200;
    private const string Bag = "2A864886F70D010C0A01";
    private const string KeyId = "2A864886F70D010915";
    private const string Data = "2A864886F70D010701";
    private const string EncryptedData = "2A864886F70D010706";

    private static KnownDifference[] Pkcs12Files =>
    [
        new("pkcs12", DifferenceKind.Stricter, AfterEnd) { Repair = FirstValue },
        new("pkcs12", DifferenceKind.Stricter, "openssl passes over what comes after the value within an octet string of a PFX.") { Repair = input => Edit(input, value => value.Change(FirstValues)) },
        new("pkcs12", DifferenceKind.Stricter, "openssl does not mind a version that RFC 7292 does not know.") { Repair = input => Edit(input, value => value.Parts is [{ Tag: 2, Content: not [3] } version, ..] && version.Change(_ => [3])) },
        new("pkcs12", DifferenceKind.Stricter, "openssl prints nothing of a PFX without certificates; here it has one.") { IsThere = one => one.Theirs.Meaning!.Length == 0 },
        new("pkcs12", DifferenceKind.Stricter, "Here a PFX has at most 16 keys and 200 certificates.")
        {
            IsThere = one => Identifiers(one.Input).Count(name => name is Bag + "01" or Bag + "02") > MostKeys || Identifiers(one.Input).Count(name => name == Bag + "03") > MostCertificates,
        },
        new("pkcs12", DifferenceKind.Stricter, "A certificate in it is one that is refused by itself as well, for which the certificates' own reasons stand.") { IsThere = one => CertificatesIn(one.Input).Any(IsRefused) },
        new("pkcs12", DifferenceKind.Stricter, "openssl does not prove that the numbers of a key belong together.") { IsThere = one => KeysIn(one.Input).Any(key => !IsWholeKey(key)) },
        new("pkcs12", DifferenceKind.Stricter, "The key's certificate has another kind of key: the two do not belong together.") { IsThere = one => KeysIn(one.Input).Any() && !CertificatesIn(one.Input).Any(HasKnownKey) },
        new("pkcs12", DifferenceKind.Stricter, "openssl passes over a part or an attribute of a PFX whose type it does not know, or whose content does not fit its type.") { IsThere = one => HasOddContent(one.Input) || Everything(one.Input).Any(HasOddType) },
        new("pkcs12", DifferenceKind.Stricter, "The platform refuses a PFX in which several keys, or several certificates, have one local key id.") { IsThere = one => HasIdOfSeveral(one.Input) },
        new("pkcs12", DifferenceKind.Stricter, "The platform refuses an attribute that a bag has twice.") { IsThere = one => Everything(one.Input).Any(HasAttributeTwice) },
        new("pkcs12", DifferenceKind.Laxer, "The platform reads NULL with something in it.") { IsThere = one => Everything(one.Input).Any(value => value is { Tag: 5, Content.Length: > 0 }) },
        new("pkcs12", DifferenceKind.Laxer, "The platform does not read a key that belongs to no certificate, so that it does not see that the key is broken.") { IsThere = one => KeysIn(one.Input).Any(key => !IsWholeKey(key)) && HasKeyOfNoCertificate(one.Input) },
    ];

    private static byte[]? FirstValues(DerNode value)
    {
        if (value.Tag != 4) return null;
        byte[] content = FirstOf(value.Content) ?? value.Content;
        if (content is [0x30, ..] && DerNode.Read(content) is { } inner && inner.Change(FirstValues)) content = inner.Write();
        return content.AsSpan().SequenceEqual(value.Content) ? null : content;
    }

    // With what is in octet strings, where that is BER.
    private static IEnumerable<DerNode> Everything(byte[] input) => DerNode.Read(input, out _) is { } value ? Expand(value) : [];

    private static IEnumerable<DerNode> Expand(DerNode value)
    {
        yield return value;
        IEnumerable<DerNode> parts = value.Parts ?? (value.Tag == 4 && DerNode.Read(value.Content) is { } inner ? [inner] : []);
        foreach (DerNode one in parts.SelectMany(Expand)) yield return one;
    }

    private static IEnumerable<string> Identifiers(byte[] input) => Everything(input).Where(one => one.Tag == 6).Select(one => Convert.ToHexString(one.Content));

    private static IEnumerable<DerNode> CertificatesIn(byte[] input) => Everything(input).Where(one => one is { Tag: 0x30, Parts: [{ Tag: 0x30, Parts.Count: > 5 }, { Tag: 0x30 }, { Tag: 3 }] });

    private static IEnumerable<DerNode> KeysIn(byte[] input) => Everything(input)
        .Where(one => one is { Tag: 0x30, Parts: [{ Tag: 6 } name, { Tag: 0xA0, Parts: [{ Tag: 0x30 }] }, ..] } && Convert.ToHexString(name.Content) == Bag + "01").Select(one => one.Parts![1].Parts![0]);

    private static bool IsRefused(DerNode certificate)
    {
        try
        {
            CertificateFile.Parse(certificate.Write()).Dispose();
            return false;
        }
        catch (MalformedDataException)
        {
            return true;
        }
    }

    private static bool IsWholeKey(DerNode key)
    {
        try
        {
            CertificateKey.Load(key.Write()).Dispose();
            return true;
        }
        catch (SecurityException)
        {
            return false;
        }
    }

    private static bool HasKnownKey(DerNode certificate) => certificate.Parts![0].Parts!.Any(field =>
        field is { Tag: 0x30, Parts: [{ Tag: 0x30, Parts: [{ Tag: 6 } algorithm, ..] }, { Tag: 3 }] } && Convert.ToHexString(algorithm.Content) is "2A8648CE3D0201" or "2A864886F70D010101" or "2B6570");

    private static string[] KeyIds(byte[] input) =>
        [.. Everything(input).Where(one => one is { Tag: 0x30, Parts: [{ Tag: 6 } name, { Tag: 0x31 }] } && Convert.ToHexString(name.Content) == KeyId).Select(one => Convert.ToHexString(one.Parts![1].Content))];

    private static bool HasKeyOfNoCertificate(byte[] input) => KeyIds(input) is not [var first, var second] || first != second;

    // A key and its certificate have the same.
    private static bool HasIdOfSeveral(byte[] input) => KeyIds(input).GroupBy(id => id, StringComparer.Ordinal).Any(group => group.Count() > 2);

    private static bool HasAttributeTwice(DerNode value)
    {
        if (value is not { Tag: 0x31, Parts: { } attributes }) return false;
        string[] names = [.. attributes.Select(one => one is { Tag: 0x30, Parts: [{ Tag: 6 } name, { Tag: 0x31 }] } ? Convert.ToHexString(name.Content) : "")];
        return names.Distinct(StringComparer.Ordinal).Count() < names.Length;
    }

    private static bool HasOddContent(byte[] input) =>
        DerNode.Read(input, out _) is { Parts: [_, { Parts: [_, { Parts: [{ Tag: 4 } safe] }] }, ..] } && DerNode.Read(safe.Content) is { Parts: { } contents }
        && contents.Any(one => one is not { Tag: 0x30, Parts: [{ Tag: 6 } type, ..] } || Convert.ToHexString(type.Content) is not (Data or EncryptedData));

    private static bool HasOddType(DerNode value)
    {
        if (value is not { Tag: 0x30, Parts: [{ Tag: 6 } name, { Tag: 0xA0 or 0x31 } content, ..] }) return false;
        return (Convert.ToHexString(name.Content), content) switch
        {
            (Data, { Tag: 0xA0, Parts: [{ Tag: 4 }] }) or (EncryptedData, { Tag: 0xA0, Parts: [{ Tag: 0x30 }] }) or (KeyId, { Tag: 0x31, Parts: [{ Tag: 4 }] }) => false,
            (var type, { Tag: 0xA0, Parts: [_] }) when type.StartsWith(Bag, StringComparison.Ordinal) && type.Length == Bag.Length + 2 => false,
            ("2A864886F70D01091601", { Tag: 0xA0, Parts: [{ Tag: 4 }] }) or ("2A864886F70D010914", { Tag: 0x31, Parts: [{ Tag: 0x1E }] }) => false,
            _ => true,
        };
    }
}
