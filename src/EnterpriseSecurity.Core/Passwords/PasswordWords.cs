using System.Text;

namespace EnterpriseSecurity.Passwords;

/// <summary>Looks for words in a password, in any case, forwards and backwards. Its copy of the password is wiped.</summary>
internal sealed class PasswordWords : IDisposable
{
    // Shorter words stand in many a password by chance.
    private const int ShortestName = 3;
    private const int ShortestWord = 4;

    private readonly char[] _forwards;
    private readonly char[] _backwards;

    public PasswordWords(ReadOnlySpan<char> password)
    {
        _forwards = GC.AllocateArray<char>(password.Length, pinned: true);
        _backwards = GC.AllocateArray<char>(password.Length, pinned: true);
        password.CopyTo(_forwards);
        int end = _backwards.Length;
        foreach (Rune rune in password.EnumerateRunes())
        {
            end -= rune.Utf16SequenceLength;
            rune.EncodeToUtf16(_backwards.AsSpan(end));
        }
    }

    /// <summary>True when a user's name is in the password, or a part of the name, as "jane" of "jane.doe@example.com".</summary>
    public bool HasName(string name) => Has(name, ShortestName) || Parts(name).Any(HasWord);

    /// <summary>True when a word is in the password.</summary>
    public bool HasWord(string word) => Has(word, ShortestWord);

    public void Dispose()
    {
        _forwards.AsSpan().Clear();
        _backwards.AsSpan().Clear();
    }

    private static IEnumerable<string> Parts(string name)
    {
        StringBuilder part = new();
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                part.Append(rune.ToString());
                continue;
            }

            yield return part.ToString();
            part.Clear();
        }

        yield return part.ToString();
    }

    private bool Has(string word, int shortest) =>
        word.EnumerateRunes().Count() >= shortest
        && (_forwards.AsSpan().Contains(word, StringComparison.OrdinalIgnoreCase) || _backwards.AsSpan().Contains(word, StringComparison.OrdinalIgnoreCase));
}
