using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace EnterpriseSecurity.Tokens;

/// <summary>
/// A signed token in the compact form (RFC 7515 section 7.1), taken apart by the strict rules that come before any
/// cryptography: a bounded size, three parts of canonical Base64url, and JSON objects with each member once.
/// </summary>
internal sealed class JwtCompact
{
    /// <summary>The most characters that a token has.</summary>
    public const int LongestToken = 16 * 1024;

    /// <summary>The most characters that a key's id has.</summary>
    public const int LongestKeyId = 256;

    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly SearchValues<byte> Bytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    private JwtCompact(JsonElement header, JsonElement payload)
    {
        Header = header;
        Payload = payload;
        Algorithm = JwtJson.Text(header, "alg")!;
        KeyId = JwtJson.Text(header, "kid");
        Type = JwtJson.Text(header, "typ");
    }

    public JsonElement Header { get; }

    public JsonElement Payload { get; }

    /// <summary>What the token says of its algorithm; believed by nobody.</summary>
    public string Algorithm { get; }

    public string? KeyId { get; }

    public string? Type { get; }

    /// <summary>Takes a token apart, or says in one sentence why not.</summary>
    public static JwtCompact? TryParse(string token, out string problem)
    {
        problem = "";
        if (token.Length > LongestToken)
        {
            problem = $"The token is longer than {LongestToken} characters.";
            return null;
        }

        ReadOnlySpan<char> text = token;
        int first = text.IndexOf('.');
        int last = text.LastIndexOf('.');
        int dots = text.Count('.');
        if (dots != 2)
        {
            problem = dots == 4 ? "The token is encrypted, and encrypted tokens are not read." : "The token does not have three parts with dots between them.";
            return null;
        }

        ReadOnlySpan<char> header = text[..first];
        ReadOnlySpan<char> payload = text[(first + 1)..last];
        ReadOnlySpan<char> signature = text[(last + 1)..];
        if (signature.IsEmpty) problem = "The token is not signed.";
        else if (!IsStrict(header) || !IsStrict(payload) || !IsStrict(signature)) problem = "A part of the token is empty or is not canonical Base64url.";
        if (problem.Length > 0) return null;
        return Decode(header) is not { } readHeader ? Fail("The token's header is not a JSON object with each member once.", out problem)
            : HeaderProblem(readHeader) is { } wrong ? Fail(wrong, out problem)
            : Decode(payload) is not { } readPayload ? Fail("The token's payload is not a JSON object with each member once.", out problem)
            : new JwtCompact(readHeader, readPayload);
    }

    /// <summary>True for Base64url with no padding, no white space, and no bits that belong to nothing.</summary>
    public static bool IsStrict(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Bytes) && EndsWell(text.Length, (char)text[^1]);

    private static bool IsStrict(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Characters) && EndsWell(text.Length, text[^1]);

    private static bool EndsWell(int length, char last) => (length % 4) switch
    {
        0 => true,
        2 => (Value(last) & 0b1111) == 0,
        3 => (Value(last) & 0b11) == 0,
        _ => false,
    };

    private static int Value(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'a' and <= 'z' => character - 'a' + 26,
        >= '0' and <= '9' => character - '0' + 52,
        '-' => 62,
        _ => 63,
    };

    private static JsonElement? Decode(ReadOnlySpan<char> part)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Base64Url.GetMaxDecodedLength(part.Length));
        try
        {
            return Base64Url.TryDecodeFromChars(part, buffer, out int written) ? JwtJson.TryParseObject(buffer.AsSpan(0, written)) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string? HeaderProblem(JsonElement header)
    {
        if (JwtJson.Text(header, "alg") is null) return "The token's header names no algorithm.";
        if (header.TryGetProperty("crit", out _)) return "The token's header has extensions that must be understood (crit), and none is.";
        if (header.TryGetProperty("zip", out _) || header.TryGetProperty("enc", out _) || header.TryGetProperty("b64", out _)) return "The token's header asks for what signed tokens do not have.";
        bool isText = IsTextOrAbsent(header, "kid") && IsTextOrAbsent(header, "typ") && IsTextOrAbsent(header, "cty");
        if (!isText) return "The token's header has a key id or type that is no text.";
        return JwtJson.Text(header, "kid") is { Length: 0 or > LongestKeyId } ? $"The token's key id is empty or longer than {LongestKeyId} characters." : null;
    }

    private static bool IsTextOrAbsent(JsonElement parent, string name) => !parent.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.String;

    private static JwtCompact? Fail(string text, out string problem)
    {
        problem = text;
        return null;
    }
}
