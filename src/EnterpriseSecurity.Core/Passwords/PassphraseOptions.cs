namespace EnterpriseSecurity.Passwords;

/// <summary>What generated passphrases look like.</summary>
public sealed record PassphraseOptions
{
    /// <summary>The number of words, 3 to 64; 6 by default, which are 77 bits.</summary>
    public int WordCount { get; init; } = 6;

    /// <summary>What stands between words: up to 8 printable ASCII characters, no letters; may be empty.</summary>
    public string Separator { get; init; } = "-";

    /// <summary>Begins each word with a capital. That adds no entropy.</summary>
    public bool Capitalize { get; init; }

    /// <summary>Puts a random digit after a random word.</summary>
    public bool IncludeNumber { get; init; }
}
