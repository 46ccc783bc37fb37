using System.Buffers;
using System.Text;

namespace EnterpriseSecurity.Passwords;

/// <summary>What a password is made of.</summary>
internal sealed record PasswordCharacters
{
    /// <summary>The most bytes that are counted.</summary>
    public const int MostBytes = 65_536;

    // What a keyboard of an alphabet with accents adds, at least: the printable characters of Latin-1 Supplement.
    private const int OtherPool = 96;

    public int Length { get; private init; }

    public bool HasLowercase { get; private init; }

    public bool HasUppercase { get; private init; }

    public bool HasDigits { get; private init; }

    public bool HasSymbols { get; private init; }

    /// <summary>The number of characters that one of its characters could have been.</summary>
    public int Pool { get; private init; }

    /// <exception cref="InvalidInputException">It is not UTF-8, or too long.</exception>
    public static PasswordCharacters Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MostBytes) throw SecurityErrors.PasswordTooLongToMeasure(utf8.Length, MostBytes);
        int length = 0;
        bool lower = false, upper = false, digits = false, symbols = false, asciiSymbols = false, other = false, asciiLower = false, asciiUpper = false, asciiDigits = false;
        for (ReadOnlySpan<byte> rest = utf8; !rest.IsEmpty; length++)
        {
            if (Rune.DecodeFromUtf8(rest, out Rune rune, out int taken) != OperationStatus.Done) throw SecurityErrors.PasswordNotUtf8();
            rest = rest[taken..];
            bool isLower = Rune.IsLower(rune);
            bool isUpper = Rune.IsUpper(rune);
            bool isDigit = Rune.IsDigit(rune);
            bool isSymbol = !isLower && !isUpper && !isDigit;
            lower |= isLower;
            upper |= isUpper;
            digits |= isDigit;
            symbols |= isSymbol;
            other |= !rune.IsAscii;
            asciiLower |= rune.IsAscii && isLower;
            asciiUpper |= rune.IsAscii && isUpper;
            asciiDigits |= rune.IsAscii && isDigit;
            asciiSymbols |= rune.IsAscii && isSymbol;
        }

        return new PasswordCharacters
        {
            Length = length,
            HasLowercase = lower,
            HasUppercase = upper,
            HasDigits = digits,
            HasSymbols = symbols,
            Pool = (asciiLower ? 26 : 0) + (asciiUpper ? 26 : 0) + (asciiDigits ? 10 : 0) + (asciiSymbols ? 33 : 0) + (other ? OtherPool : 0),
        };
    }
}
