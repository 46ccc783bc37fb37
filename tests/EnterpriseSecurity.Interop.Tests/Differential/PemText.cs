using System.Text;
using System.Text.RegularExpressions;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>The Base64 between the first BEGIN line of a text and its END.</summary>
internal sealed partial class PemText
{
    private readonly string _before;
    private readonly string _after;

    private PemText(string before, string label, string body, string after)
    {
        _before = before;
        Label = label;
        Body = body;
        _after = after;
    }

    public string Label { get; }

    /// <summary>What stands between the two lines.</summary>
    public string Body { get; }

    /// <summary>What is encoded, read without mercy for characters that are no Base64 and what comes after the padding; null when that is nothing.</summary>
    public byte[]? Content
    {
        get
        {
            string characters = new([.. Body.Where(one => char.IsAsciiLetterOrDigit(one) || one is '+' or '/')]);
            return characters.Length % 4 == 1 ? null : Convert.FromBase64String(characters.PadRight((characters.Length + 3) / 4 * 4, '='));
        }
    }

    /// <summary>Finds the first block; null when there is none.</summary>
    public static PemText? Find(byte[] input)
    {
        Match match = Block().Match(Encoding.Latin1.GetString(input));
        if (!match.Success) return null;
        Group body = match.Groups[2];
        return new PemText(match.Value[..(body.Index - match.Index)], match.Groups[1].Value, body.Value, match.Value[(body.Index - match.Index + body.Length)..]);
    }

    /// <summary>The block alone, around another text.</summary>
    public byte[] With(string body) => Encoding.Latin1.GetBytes($"{_before}{body.Trim('\n')}\n{_after}\n");

    /// <summary>The block alone, around other content.</summary>
    public byte[] With(byte[] content) => With(string.Join('\n', Convert.ToBase64String(content).Chunk(64).Select(line => new string(line))));

    [GeneratedRegex(@"-----BEGIN ([A-Z0-9 ]+)-----[ \t\r]*\n(.*?)-----END \1-----", RegexOptions.Singleline)]
    private static partial Regex Block();
}
