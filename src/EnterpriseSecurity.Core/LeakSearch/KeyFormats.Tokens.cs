using System.Buffers;
using System.Buffers.Text;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.LeakSearch;

/// <content>Tokens that begin with a prefix of their maker.</content>
internal static partial class KeyFormats
{
    private const int LongestToken = 8192;
    private static readonly SearchValues<byte> Slack = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"u8);
    private static readonly SearchValues<byte> SlackPath = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/"u8);
    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>
    /// An API key of this product whose first underscore stands at a place: its id and extent. The prefix may be anything
    /// that an API key's may; the checksum says that it is one.
    /// </summary>
    public static (string Id, int Start, int Length)? MatchApiKey(ReadOnlySpan<byte> text, int underscore)
    {
        const int AfterPrefix = 1 + ApiKeyText.IdLength + 1 + 38;
        if (underscore + AfterPrefix > text.Length || KeyText.Alphanumeric.Contains(KeyText.At(text, underscore + AfterPrefix))) return null;
        int start = underscore;
        while (start > 0 && underscore - start < 17 && char.IsAsciiLetterOrDigit((char)text[start - 1])) start--;
        if (underscore - start is < 2 or > 16) return null;
        ReadOnlySpan<byte> key = text[start..(underscore + AfterPrefix)];
        return ApiKeyText.FindId(key) is { } id ? (id, start, key.Length) : null;
    }

    private static IEnumerable<KeyFormat> PrefixedTokens()
    {
        yield return Of(LeakKind.RefreshToken, "esr_", static (text, at) =>
            KeyText.BeginsWord(text, at) && KeyText.IsRun(text, at + 4, KeyText.UrlSafe, 22) && KeyText.At(text, at + 26) == '.' && KeyText.IsRun(text, at + 27, KeyText.UrlSafe, 43) ? (at, 70) : default);
        yield return Of(LeakKind.RecoveryShare, "es-share-1-", static (text, at) => Token(text, at, 11, KeyText.UrlSafe, 24, LongestToken));
        foreach (string prefix in (string[])["AKIA", "ASIA"]) yield return Of(LeakKind.AwsAccessKeyId, prefix, static (text, at) => Token(text, at, 4, KeyText.UpperAndDigits, 16, 16));
        foreach (string prefix in (string[])["ghp_", "gho_", "ghu_", "ghs_", "ghr_"]) yield return Of(LeakKind.GitHubToken, prefix, static (text, at) => Token(text, at, 4, KeyText.Alphanumeric, 36, 255));
        yield return Of(LeakKind.GitHubToken, "github_pat_", static (text, at) =>
            KeyText.IsRun(text, at + 11, KeyText.Alphanumeric, 22) && KeyText.At(text, at + 33) == '_' && KeyText.IsRun(text, at + 34, KeyText.Alphanumeric, 59) && KeyText.LooksRandom(text.Slice(at + 34, 59)) ? (at, 93) : default);
        yield return Of(LeakKind.GitLabToken, "glpat-", static (text, at) => Token(text, at, 6, KeyText.UrlSafe, 20, 255));
        foreach (string prefix in (string[])["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-"]) yield return Of(LeakKind.SlackToken, prefix, static (text, at) => Token(text, at, 5, Slack, 20, 255));
        yield return Of(LeakKind.SlackToken, "hooks.slack.com/services/T", static (text, at) => Token(text, at, 25, SlackPath, 40, 255, mayFollow: true));
        yield return Of(LeakKind.GoogleApiKey, "AIza", static (text, at) => Token(text, at, 4, KeyText.UrlSafe, 35, 35));
        foreach (string prefix in (string[])["sk_live_", "rk_live_"]) yield return Of(LeakKind.StripeKey, prefix, static (text, at) => Token(text, at, 8, KeyText.Alphanumeric, 24, 255));
        yield return Of(LeakKind.NpmToken, "npm_", static (text, at) => Token(text, at, 4, KeyText.Alphanumeric, 36, 36));
        foreach (string prefix in (string[])["pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZ"]) yield return Of(LeakKind.PyPiToken, prefix, static (text, at) => Token(text, at, 19, KeyText.UrlSafe, 50, 1024));
        yield return Of(LeakKind.SendGridKey, "SG.", static (text, at) =>
            KeyText.BeginsWord(text, at) && KeyText.IsRun(text, at + 3, KeyText.UrlSafe, 22) && KeyText.At(text, at + 25) == '.' && KeyText.IsRun(text, at + 26, KeyText.UrlSafe, 43) && KeyText.LooksRandom(text.Slice(at + 26, 43)) ? (at, 69) : default);
        foreach (string prefix in (string[])["sk-ant-", "sk-proj-"]) yield return Of(LeakKind.ModelProviderKey, prefix, static (text, at) => Token(text, at, 7, KeyText.UrlSafe, 40, 512));
        foreach (string prefix in (string[])["hvs.", "hvb."]) yield return Of(LeakKind.VaultToken, prefix, static (text, at) => Token(text, at, 4, KeyText.UrlSafe, 24, 512));
        yield return Of(LeakKind.PrivateKey, "AGE-SECRET-KEY-1", static (text, at) => Token(text, at, 16, KeyText.UpperAndDigits, 58, 58));
        yield return Of(LeakKind.Jwt, "eyJ", Jwt);
        for (char digit = '0'; digit <= '9'; digit++) yield return Of(LeakKind.AzureKey, $"{digit}Q~", static (text, at) =>
            at >= 3 && KeyText.BeginsWord(text, at - 3) && KeyText.Run(text, at - 3, KeyText.UrlSafe, 4) == 4 && ClientSecretTail(text, at + 3) is int tail and > 0 ? (at - 3, 6 + tail) : default);
    }

    // A prefix, and between so many and so many characters of a set to the end of the word.
    private static (int Start, int Length) Token(ReadOnlySpan<byte> text, int at, int prefix, SearchValues<byte> set, int fewest, int most, bool mayFollow = false)
    {
        if (!mayFollow && !KeyText.BeginsWord(text, at)) return default;
        int length = KeyText.Run(text, at + prefix, set, most + 1);
        return length >= fewest && length <= most && KeyText.LooksRandom(text.Slice(at + prefix, length)) ? (at, prefix + length) : default;
    }

    private static int ClientSecretTail(ReadOnlySpan<byte> text, int at)
    {
        int length = 0;
        while (length <= 40 && KeyText.At(text, at + length) is var one && (char.IsAsciiLetterOrDigit((char)one) || one is (byte)'_' or (byte)'.' or (byte)'~' or (byte)'-')) length++;
        return length is >= 31 and <= 34 && KeyText.LooksRandom(text.Slice(at, length)) ? length : 0;
    }

    // Three parts of which the first is a header that names an algorithm; an unsigned token has no third.
    private static (int Start, int Length) Jwt(ReadOnlySpan<byte> text, int at)
    {
        if (!KeyText.BeginsWord(text, at)) return default;
        int header = KeyText.Run(text, at, KeyText.UrlSafe, LongestToken);
        int payloadAt = at + header + 1;
        if (header < 12 || KeyText.At(text, payloadAt - 1) != '.' || KeyText.At(text, payloadAt) != 'e' || KeyText.At(text, payloadAt + 1) != 'y') return default;
        int payload = KeyText.Run(text, payloadAt, KeyText.UrlSafe, LongestToken);
        int signatureAt = payloadAt + payload + 1;
        if (payload < 8 || KeyText.At(text, signatureAt - 1) != '.') return default;
        int signature = KeyText.Run(text, signatureAt, KeyText.UrlSafe, LongestToken);
        if (signature < 20 || header > 1024) return default;
        byte[] decoded = new byte[header];
        OperationStatus status = Base64Url.DecodeFromUtf8(text.Slice(at, header), decoded, out _, out int written);
        return status == OperationStatus.Done && decoded.AsSpan(0, written).IndexOf("\"alg\""u8) > 0 ? (at, signatureAt + signature - at) : default;
    }
}
