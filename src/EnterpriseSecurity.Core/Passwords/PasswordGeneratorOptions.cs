namespace EnterpriseSecurity.Passwords;

/// <summary>What generated passwords are made of: each class that is asked for is in it at least once.</summary>
public sealed record PasswordGeneratorOptions
{
    /// <summary>The symbols of generated passwords unless others are given: ASCII punctuation without quotes, backslash, grave accent and bar.</summary>
    public const string DefaultSymbols = "!#$%&()*+,-./:;<=>?@[]^_{}~";

    /// <summary>The number of characters, from the number of classes to 4,096; 16 by default.</summary>
    public int Length { get; init; } = 16;

    /// <summary>Capital letters, A to Z.</summary>
    public bool Uppercase { get; init; } = true;

    /// <summary>Small letters, a to z.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>Digits, 0 to 9.</summary>
    public bool Digits { get; init; } = true;

    /// <summary>Symbols.</summary>
    public bool Symbols { get; init; } = true;

    /// <summary>The symbols: ASCII punctuation, each once.</summary>
    public string SymbolSet { get; init; } = DefaultSymbols;

    /// <summary>Leaves out what is easily taken for something else: <c>i l 1 L o 0 O I |</c>.</summary>
    public bool ExcludeAmbiguous { get; init; } = true;
}
