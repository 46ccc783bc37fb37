using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.LeakSearch;

namespace EnterpriseSecurity.Secrets;

/// <summary>
/// Replaces secrets in text by asterisks: as they are, line by line, in Base64, hexadecimal digits and percent-encoding,
/// escaped for JSON and XML, quoted for PowerShell, and with terminal escapes within. It holds the secrets as strings, as
/// what it goes through holds them too, so it is for the time of one command.
/// </summary>
public sealed class SecretMask
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Replacement = "********";

    // Less would be masked all over ordinary text.
    private const int Shortest = 3;
    private const int ShortestLine = 6;
    private const int ShortestEncoded = 4;
    private const char Escape = '\u001b';

    private readonly HashSet<string> _patterns = new(StringComparer.Ordinal);
    private string[] _longestFirst = [];
    private SearchValues<string> _any = SearchValues.Create([], StringComparison.Ordinal);

    /// <summary>Adds a secret in all its spellings.</summary>
    /// <param name="secret">The secret's text.</param>
    /// <returns>False when it is too short to be masked.</returns>
    public bool Add(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        string trimmed = secret.Trim();
        if (trimmed.Length < Shortest) return false;
        _patterns.Add(secret);
        _patterns.Add(trimmed);
        using (SecretBuffer utf8 = SecretBuffer.FromUtf8(trimmed))
        {
            // A long secret in pieces, as each is spelled out alone.
            for (int from = 0; from < utf8.Length; from += SecretForms.LongestPiece) AddForms(utf8.Span[from..Math.Min(utf8.Length, from + SecretForms.LongestPiece)]);
            AddWhole(utf8.Span);
        }

        // Programs write line by line.
        foreach (string line in trimmed.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length >= ShortestLine) _patterns.Add(line);
        }

        _longestFirst = [.. _patterns.OrderByDescending(pattern => pattern.Length)];
        _any = SearchValues.Create(_longestFirst, StringComparison.Ordinal);
        return true;
    }

    /// <summary>Masks the secrets in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="masked">The text without them.</param>
    /// <returns>False when none was in it.</returns>
    public bool TryMask(string? text, [NotNullWhen(true)] out string? masked)
    {
        masked = null;
        if (string.IsNullOrEmpty(text) || _longestFirst.Length == 0) return false;
        bool[]? hidden = null;
        // As it stands, for a terminal's title or a link is within an escape; and as it is shown, for an escape may be within a secret.
        if (text.AsSpan().IndexOfAny(_any) >= 0) Hide(hidden = new bool[text.Length], text, null);
        if (text.Contains(Escape, StringComparison.Ordinal))
        {
            (string visible, int[] places) = WithoutEscapes(text);
            if (visible.AsSpan().IndexOfAny(_any) >= 0) Hide(hidden ??= new bool[text.Length], visible, places);
        }

        if (hidden is null) return false;
        masked = Replace(text, hidden);
        return true;
    }

    private void Hide(bool[] hidden, string visible, int[]? places)
    {
        foreach (string pattern in _longestFirst)
        {
            for (int at = visible.IndexOf(pattern, StringComparison.Ordinal); at >= 0; at = visible.IndexOf(pattern, at + 1, StringComparison.Ordinal))
            {
                int last = at + pattern.Length - 1;
                (int from, int to) = places is null ? (at, last) : (places[at], places[last]);
                hidden.AsSpan(from..(to + 1)).Fill(true);
            }
        }
    }

    private static string Replace(string text, bool[] hidden)
    {
        StringBuilder made = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (!hidden[i]) made.Append(text[i]);
            else if (i == 0 || !hidden[i - 1]) made.Append(Replacement);
        }

        return made.ToString();
    }

    // What a terminal shows of a text, and where each character of that stands in it.
    private static (string Visible, int[] Places) WithoutEscapes(string text)
    {
        StringBuilder visible = new(text.Length);
        List<int> places = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Escape)
            {
                i = EndOfEscape(text, i);
                continue;
            }

            visible.Append(text[i]);
            places.Add(i);
        }

        return (visible.ToString(), [.. places]);
    }

    // ECMA-48: CSI sequences end with a letter, strings such as OSC with BEL, ST or the next escape, and others are an
    // escape, what may stand between, and one character.
    private static int EndOfEscape(string text, int at)
    {
        if (at + 1 >= text.Length) return at;
        int end = at + 2;
        switch (text[at + 1])
        {
            case '[':
                while (end < text.Length && text[end] is >= ' ' and < '@') end++;
                return Math.Min(end, text.Length - 1);
            case ']' or 'P' or 'X' or '^' or '_':
                while (end < text.Length && text[end] is not ('\a' or Escape)) end++;
                if (end >= text.Length) return text.Length - 1;
                if (text[end] == '\a') return end;
                return end + 1 < text.Length && text[end + 1] == '\\' ? end + 1 : end - 1;
            default:
                end = at + 1;
                while (end < text.Length && text[end] is >= ' ' and <= '/') end++;
                return Math.Min(end, text.Length - 1);
        }
    }

    private void AddForms(ReadOnlySpan<byte> piece) => SecretForms.Visit(piece, isText: true, (form, pattern) =>
    {
        if (form != LeakForm.Utf16) _patterns.Add(Encoding.UTF8.GetString(pattern));
    });

    // Alone, with its padding; short secrets are encoded only so, as a part of something longer they are too few characters.
    private void AddWhole(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < ShortestEncoded) return;
        _patterns.Add(Convert.ToBase64String(utf8));
        _patterns.Add(Convert.ToHexStringLower(utf8));
        _patterns.Add(Convert.ToHexString(utf8));
        string text = Encoding.UTF8.GetString(utf8);
        _patterns.Add(Uri.EscapeDataString(text));
        _patterns.Add(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
        _patterns.Add(System.Security.SecurityElement.Escape(text));
        _patterns.Add(text.Replace("'", "''", StringComparison.Ordinal));
    }
}
