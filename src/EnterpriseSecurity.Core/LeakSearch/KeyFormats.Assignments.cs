using System.Buffers;

namespace EnterpriseSecurity.LeakSearch;

/// <content>Values that a name before them gives away.</content>
internal static partial class KeyFormats
{
    private const int LongestLine = 512;
    private static readonly SearchValues<byte> AwsSecret = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"u8);

    private static IEnumerable<KeyFormat> Assignments()
    {
        foreach (string name in (string[])["aws_secret_access_key", "AWS_SECRET_ACCESS_KEY", "SecretAccessKey", "secretAccessKey"])
        {
            int length = name.Length;
            yield return Of(LeakKind.AwsSecretKey, name, (text, at) => Assigned(text, at + length, 40));
        }

        yield return Of(LeakKind.AzureKey, "AccountKey=", static (text, at) => KeyText.Run(text, at + 11, KeyText.Base64, 87) == 86 && KeyText.LooksRandom(text.Slice(at + 11, 86)) ? (at, Math.Min(99, text.Length - at)) : default);
        yield return Of(LeakKind.AzureKey, "SharedAccessKey=", static (text, at) => KeyText.Run(text, at + 16, KeyText.Base64, 44) == 43 && KeyText.LooksRandom(text.Slice(at + 16, 43)) ? (at, Math.Min(60, text.Length - at)) : default);
        foreach (string scheme in (string[])["otpauth://totp/", "otpauth://hotp/"]) yield return Of(LeakKind.OtpAuthUri, scheme, OtpAuth);
        foreach (string name in (string[])["Password=", "password=", "PASSWORD=", "Pwd=", "pwd=", "PWD=", "Password =", "password ="])
        {
            int length = name.Length;
            yield return Of(LeakKind.ConnectionString, name, (text, at) => ConnectionString(text, at, length));
        }

        yield return Of(LeakKind.UrlPassword, "://", UrlPassword);
    }

    // A name, what stands between names and values in the usual files, and exactly so many characters.
    private static (int Start, int Length) Assigned(ReadOnlySpan<byte> text, int at, int length)
    {
        int from = at;
        while (from < at + 6 && KeyText.At(text, from) is (byte)' ' or (byte)'=' or (byte)':' or (byte)'"' or (byte)'\'' or (byte)'>') from++;
        return from > at && KeyText.IsRun(text, from, AwsSecret, length) && KeyText.LooksRandom(text.Slice(from, length)) ? (from, length) : default;
    }

    private static (int Start, int Length) OtpAuth(ReadOnlySpan<byte> text, int at)
    {
        ReadOnlySpan<byte> uri = text[at..Math.Min(text.Length, at + LongestLine)];
        int end = uri.IndexOfAny("\r\n\t \"'<>`"u8);
        if (end >= 0) uri = uri[..end];
        int secret = uri.IndexOf("secret="u8);
        if (secret < 0) return default;
        int length = KeyText.Run(uri, secret + 7, KeyText.Base32, LongestLine);
        return length >= 16 && KeyText.LooksRandom(uri.Slice(secret + 7, length)) ? (at, uri.Length) : default;
    }

    // The line must name a server, an account or a database too: a password= alone stands in any program.
    private static (int Start, int Length) ConnectionString(ReadOnlySpan<byte> text, int at, int name)
    {
        if (at > 0 && char.IsAsciiLetterOrDigit((char)text[at - 1])) return default;
        int from = at + name;
        while (KeyText.At(text, from) == ' ') from++;
        ReadOnlySpan<byte> rest = text[from..Math.Min(text.Length, from + LongestLine)];
        int end = rest.IndexOfAny(KeyText.ValueEnd);
        ReadOnlySpan<byte> value = end < 0 ? rest : rest[..end];
        if (KeyText.IsPlaceholder(value)) return default;
        ReadOnlySpan<byte> before = text[Math.Max(0, at - LongestLine)..at];
        before = before[(before.LastIndexOf((byte)'\n') + 1)..];
        int lineEnd = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> after = rest[value.Length..(lineEnd < 0 ? rest.Length : Math.Max(value.Length, lineEnd))];
        return (NamesServer(before) && before.Contains((byte)';')) || (NamesServer(after) && after[0] == ';') ? (at, name + value.Length) : default;
    }

    private static bool NamesServer(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        Span<byte> lower = stackalloc byte[LongestLine];
        for (int i = 0; i < text.Length; i++) lower[i] = (byte)char.ToLowerInvariant((char)text[i]);
        lower = lower[..text.Length];
        return lower.IndexOf("server="u8) >= 0 || lower.IndexOf("host="u8) >= 0 || lower.IndexOf("data source="u8) >= 0 || lower.IndexOf("user id="u8) >= 0
            || lower.IndexOf("uid="u8) >= 0 || lower.IndexOf("username="u8) >= 0 || lower.IndexOf("database="u8) >= 0 || lower.IndexOf("initial catalog="u8) >= 0;
    }

    // scheme://user:password@host
    private static (int Start, int Length) UrlPassword(ReadOnlySpan<byte> text, int at)
    {
        int from = at + 3;
        ReadOnlySpan<byte> authority = text[from..Math.Min(text.Length, from + 256)];
        int end = authority.IndexOfAny(KeyText.AddressEnd);
        if (end >= 0) authority = authority[..end];
        int sign = authority.LastIndexOf((byte)'@');
        if (sign < 0) return default;
        int colon = authority[..sign].IndexOf((byte)':');
        // A colon in a password would be percent-encoded.
        if (colon < 0 || authority[(colon + 1)..sign].Contains((byte)':') || sign + 2 >= authority.Length || KeyText.IsPlaceholder(authority[(colon + 1)..sign]) || authority[..colon].IndexOfAny("${}"u8) >= 0) return default;
        int scheme = at;
        while (scheme > 0 && at - scheme < 16 && char.IsAsciiLetterOrDigit((char)text[scheme - 1])) scheme--;
        return at - scheme >= 2 ? (scheme, from + sign - scheme) : default;
    }
}
