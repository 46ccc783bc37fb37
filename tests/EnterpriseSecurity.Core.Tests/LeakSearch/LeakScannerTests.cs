using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.LeakSearch;

namespace EnterpriseSecurity.Core.Tests.LeakSearch;

public sealed class LeakScannerTests
{
    private const string Secret = "Tr0ub4dor & \"3\" <ä>/?'$x";

    public static TheoryData<string, LeakForm> Spellings => new()
    {
        { Secret, LeakForm.Plain },
        { $"x{Secret}y", LeakForm.Plain },
        { Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), LeakForm.Base64 },
        { Convert.ToBase64String(Encoding.UTF8.GetBytes("a:" + Secret + "!")), LeakForm.Base64 },
        { Convert.ToBase64String(Encoding.UTF8.GetBytes("ab:" + Secret)), LeakForm.Base64 },
        { Convert.ToBase64String(Encoding.UTF8.GetBytes("abc:" + Secret)).Replace('+', '-').Replace('/', '_').TrimEnd('='), LeakForm.Base64 },
        { Convert.ToBase64String(Encoding.Unicode.GetBytes("say '" + Secret + "'")), LeakForm.Base64Utf16 },
        { Convert.ToBase64String(Encoding.Unicode.GetBytes("say  " + Secret)), LeakForm.Base64Utf16 },
        { Convert.ToBase64String(Encoding.Unicode.GetBytes(Secret)), LeakForm.Base64Utf16 },
        { Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)), LeakForm.Hex },
        { Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)), LeakForm.Hex },
        { "q=" + Uri.EscapeDataString(Secret), LeakForm.UrlEncoded },
        { Uri.EscapeDataString(Secret).Replace("%C3%A4", "%c3%a4", StringComparison.Ordinal).Replace("%3C", "%3c", StringComparison.Ordinal).Replace("%3E", "%3e", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%3F", "%3f", StringComparison.Ordinal), LeakForm.UrlEncoded },
        { Secret.Replace("\"", "\\\"", StringComparison.Ordinal), LeakForm.JsonEscaped },
        { System.Security.SecurityElement.Escape(Secret), LeakForm.XmlEscaped },
        { Secret.Replace("'", "''", StringComparison.Ordinal), LeakForm.Quoted },
        { Secret.Replace("\"", "`\"", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal), LeakForm.Quoted },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_secret_is_found_in_each_of_its_spellings(string text, LeakForm form)
    {
        (LeakKind, string?, int?, LeakForm?)[] found = [.. Scan("some text\n" + text + "\n", ("db", Secret)).Select(leak => (leak.Kind, leak.Name, leak.Version, leak.Form))];

        Assert.Equal([(LeakKind.StoreSecret, "db", 7, form)], found);
    }

    [Fact]
    public void It_is_found_in_utf_16_within_bytes()
    {
        byte[] bytes = [1, .. Encoding.Unicode.GetBytes(Secret), 2];
        Assert.Equal(LeakForm.Utf16, Assert.Single(Scan(bytes, ("db", Secret))).Form);
    }

    [Fact]
    public void Bytes_are_found_as_they_are_and_in_base64_and_hexadecimal_digits()
    {
        byte[] value = RandomNumberGenerator.GetBytes(32);
        using SecretFingerprints fingerprints = new();
        Assert.True(fingerprints.Add("key", 1, value, isText: false));
        fingerprints.Complete();
        byte[] text = [.. "a "u8, .. value, .. Encoding.ASCII.GetBytes($" {Convert.ToBase64String(value)} {Convert.ToHexStringLower(value)}")];
        Assert.Equal([LeakForm.Plain, LeakForm.Base64, LeakForm.Hex], Scan(text, fingerprints).Select(leak => leak.Form!.Value));
    }

    [Fact]
    public void Line_ends_may_differ()
    {
        string key = "first line of it\nsecond line of it\nthird";
        Assert.Equal(LeakForm.OtherLineEnds, Assert.Single(Scan(key.Replace("\n", "\r\n", StringComparison.Ordinal), ("k", key))).Form);
        Assert.Equal(LeakForm.OtherLineEnds, Assert.Single(Scan(key, ("k", key.Replace("\n", "\r\n", StringComparison.Ordinal)))).Form);
        Assert.Equal(LeakForm.Plain, Assert.Single(Scan(key + "\n", ("k", "\n" + key + "\r\n"))).Form);
    }

    [Fact]
    public void A_leak_has_its_line_and_the_character_in_it()
    {
        LeakPosition[] found = Scan($"ä\nx: ü{Secret} and {Secret}\n\n{Secret}", ("db", Secret));
        Assert.Equal([(2L, 5L), (2L, 10L + Secret.Length), (4L, 1L)], found.Select(leak => (leak.Line, leak.Column)));
    }

    [Fact]
    public void Nothing_is_missed_and_nothing_told_twice_where_two_pieces_meet()
    {
        // Each offset around the ends of pieces, across three pieces, in lines of a known length.
        string[] keys = [.. Enumerable.Range(0, 2).Select(i => Convert.ToHexString(SHA256.HashData([(byte)i])) + new string((char)('g' + i), 300) + i)];
        for (int offset = -700; offset <= 700; offset += 7)
        {
            byte[] text = new byte[(2 * LeakScanner.PieceSize) + 4096];
            text.AsSpan().Fill((byte)'.');
            for (int i = 99; i < text.Length; i += 100) text[i] = (byte)'\n';
            int[] places = [LeakScanner.PieceSize + 4096 + offset, (2 * LeakScanner.PieceSize) - 1000 + offset];
            for (int i = 0; i < 2; i++) Encoding.ASCII.GetBytes(keys[i]).CopyTo(text, places[i]);
            int lines = text.AsSpan(0, places[1]).Count((byte)'\n');

            LeakPosition[] found = Scan(text, ("a", keys[0]), ("b", keys[1]));

            Assert.Equal(["a", "b"], found.Select(leak => leak.Name!));
            Assert.Equal(lines + 1, found[1].Line);
            if (offset >= -693) offset += 98;
        }
    }

    [Fact]
    public void A_value_that_is_too_short_is_said_to_be()
    {
        using SecretFingerprints fingerprints = new();
        Assert.False(fingerprints.Add("a", 1, "1234567"u8, isText: true));
        Assert.False(fingerprints.Add("a", 1, "  123456 \n"u8, isText: true));
        Assert.True(fingerprints.Add("a", 1, "12345678"u8, isText: true));
    }

    [Fact]
    public void Two_secrets_of_one_value_and_a_secret_within_another_are_each_told()
    {
        LeakPosition[] found = Scan($"{Secret}", ("one", Secret), ("two", Secret), ("part", Secret[..12]));
        Assert.Equal(["one", "part", "two"], found.Select(leak => leak.Name!).Order());
    }

    [Fact]
    public void A_long_secret_is_known_by_its_middle()
    {
        string key = string.Concat(Enumerable.Range(0, 100).Select(i => Convert.ToBase64String(SHA256.HashData([(byte)i]))));
        Assert.Equal("k", Assert.Single(Scan("x\n" + key, ("k", key))).Name);
        Assert.Empty(Scan("x\n" + key[..1000], ("k", key)));
    }

    [Fact]
    public void Nothing_is_found_in_random_bytes_or_in_other_text()
    {
        (string, string)[] secrets = [.. Enumerable.Range(0, 500).Select(i => ($"s{i}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(24))))];
        Assert.Empty(Scan(RandomNumberGenerator.GetBytes(4 << 20), secrets));
        Assert.Empty(Scan(string.Concat(Enumerable.Range(0, 20000).Select(i => $"The quick brown fox {i} jumps over the lazy dog, and password=hunter{i}.\n")), secrets));
    }

    [Fact]
    public void Arbitrary_bytes_around_the_literals_of_key_forms_are_survived()
    {
        Random random = new(20261);
        string[] literals = [.. KeyFormats.Literals.Select(literal => literal.Literal)];
        for (int round = 0; round < 3000; round++)
        {
            byte[] text = new byte[random.Next(0, 400)];
            random.NextBytes(text);
            if (random.Next(2) == 0) for (int i = 0; i < text.Length; i++) text[i] = (byte)"abAB09-_.:=/+\n @;"[text[i] % 17];
            for (int i = random.Next(4); i > 0; i--)
            {
                byte[] literal = Encoding.ASCII.GetBytes(literals[random.Next(literals.Length)]);
                if (literal.Length < text.Length) literal.CopyTo(text, random.Next(text.Length - literal.Length));
            }

            Scan(text);
        }
    }

    [Fact]
    public void A_stream_that_goes_on_can_be_left()
    {
        using CancellationTokenSource stop = new();
        using SecretFingerprints fingerprints = new();
        fingerprints.Complete();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new LeakScanner(fingerprints, _ => null).Scan(new MemoryStream(new byte[10]), _ => { }, stop.Token));
    }

    internal static LeakPosition[] Scan(string text, params (string Name, string Value)[] secrets) => Scan(Encoding.UTF8.GetBytes(text), secrets);

    internal static LeakPosition[] Scan(byte[] text, params (string Name, string Value)[] secrets)
    {
        using SecretFingerprints fingerprints = new();
        foreach ((string name, string value) in secrets) fingerprints.Add(name, 7, Encoding.UTF8.GetBytes(value), isText: true);
        fingerprints.Complete();
        return Scan(text, fingerprints);
    }

    private static LeakPosition[] Scan(byte[] text, SecretFingerprints fingerprints)
    {
        List<LeakPosition> found = [];
        Assert.Equal(text.Length, new LeakScanner(fingerprints, _ => null).Scan(new MemoryStream(text), found.Add, default));
        return [.. found];
    }
}
