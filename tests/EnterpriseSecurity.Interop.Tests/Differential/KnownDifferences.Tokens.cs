using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EnterpriseSecurity.Interop.Tests.Differential;

internal static partial class KnownDifferences
{
    private const int LongestToken = 16 * 1024;

    private static KnownDifference[] Tokens =>
    [
        new("fernet", DifferenceKind.Stricter, "Python passes over what is no base64url, what stands after the padding, and bits left over; here a token has one spelling.") { Repair = OneSpelling },
        new("jwt", DifferenceKind.Stricter, "Python passes over padding and bits left over; here a token has one spelling.")
        {
            Repair = input => JwtText.Read(input) is { } token && token.Write() is { } written && !written.AsSpan().SequenceEqual(input) ? written : null,
        },
        new("jwt", DifferenceKind.Stricter, "Python takes the last of members that come twice; here each comes once.") { Repair = input => JwtText.Read(input)?.WithLastMembers()?.Write() },
        new("jwt", DifferenceKind.Stricter, "Python reads NaN and Infinity, which JSON does not have.") { IsThere = one => JwtText.Read(one.Input) is { } token && Regex.IsMatch(Regex.Replace(token.Header + token.Payload, "\"([^\"\\\\]|\\\\.)*\"", "\"\""), "NaN|Infinity") },
        new("jwt", DifferenceKind.Stricter, "RFC 7519 leaves the end of a token to its maker; here each must have one.") { Repair = input => WithClaims(input, claims => claims.TryAdd("exp", 4000000000)) },
        new("jwt", DifferenceKind.Stricter, "PyJWT looks at no audience when it is not asked to; here it is a text or a list of texts.") { Repair = input => WithClaims(input, claims => claims.ContainsKey("aud") && !IsAudience(claims["aud"]) && claims.Remove("aud")) },
        new("jwt", DifferenceKind.Stricter, "PyJWT takes a subject that is no text, which RFC 7519 forbids.") { Repair = input => WithClaims(input, claims => claims.ContainsKey("sub") && !IsText(claims["sub"]) && claims.Remove("sub")) },
        new("jwt", DifferenceKind.Stricter, "PyJWT takes a type in the header that is no text, which RFC 7515 forbids.") { Repair = input => JwtText.Read(input)?.WithHeader(header => header.ContainsKey("typ") && !IsText(header["typ"]) && header.Remove("typ"))?.Write() },
        new("jwt", DifferenceKind.Stricter, "Python's true is the number 1, its texts can be numbers, and its numbers have no end; here a time is a number of the calendar.") { Repair = input => WithClaims(input, WithTimes) },
        new("jwt", DifferenceKind.Stricter, "Here claims are nested at most 64 deep.") { IsThere = one => JwtText.Read(one.Input) is { } token && Depth(token.Payload) > 64 },
        new("jwt", DifferenceKind.Stricter, "Here a token has at most 16,384 characters.") { IsThere = one => one.Input.Length > LongestToken },
    ];

    private static byte[]? OneSpelling(byte[] token)
    {
        StringBuilder characters = new();
        int padding = 0;
        foreach (char one in Encoding.Latin1.GetString(token))
        {
            // Padding that is whole ends the text for Python, and any other is passed over.
            if (one == '=' && characters.Length % 4 >= 2 && (characters.Length % 4) + ++padding >= 4) break;
            if (!char.IsAsciiLetterOrDigit(one) && one is not ('+' or '/' or '-' or '_')) continue;
            characters.Append(one is '-' ? '+' : one is '_' ? '/' : one);
            padding = 0;
        }

        if (characters.Length % 4 == 1) return null;
        byte[] content = Convert.FromBase64String(characters.ToString().PadRight((characters.Length + 3) / 4 * 4, '='));
        byte[] spelled = Encoding.ASCII.GetBytes(Convert.ToBase64String(content).Replace('+', '-').Replace('/', '_'));
        return spelled.AsSpan().SequenceEqual(token) ? null : spelled;
    }

    private static int Depth(string json)
    {
        int depth = 0;
        int deepest = 0;
        foreach (char one in json)
        {
            depth += one is '[' or '{' ? 1 : one is ']' or '}' ? -1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static byte[]? WithClaims(byte[] input, Func<JsonObject, bool> change) => JwtText.Read(input)?.WithClaims(change)?.Write();

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    private static bool IsAudience(JsonNode? value) => IsText(value) || (value is JsonArray list && list.All(IsText));

    private static bool WithTimes(JsonObject claims)
    {
        bool changed = false;
        foreach (string name in new[] { "exp", "nbf", "iat" })
        {
            if (!claims.TryGetPropertyValue(name, out JsonNode? value) || (value?.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() is >= 0 and < 253402300800)) continue;
            claims[name] = name == "exp" ? 4000000000 : 1700000000;
            changed = true;
        }

        return changed;
    }
}
