using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// Makes random passwords. Every password that has the length, the characters and each class at least once is as likely
/// as any other. It needs no store; one that comes from a store writes to its audit trail.
/// </summary>
public sealed class PasswordGenerator
{
    private const int LongestPassword = 4096;
    private const string Ambiguous = "il1Lo0OI|";

    private static readonly SearchValues<char> Punctuation = SearchValues.Create("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    private static readonly PasswordGeneratorOptions Today = new();
    private readonly IRandomSource _random = IRandomSource.System;
    private readonly SecurityStore? _store;

    /// <summary>Works without a store and without an audit trail.</summary>
    public PasswordGenerator()
    {
    }

    internal PasswordGenerator(SecurityStore store) => _store = store;

    internal PasswordGenerator(IRandomSource random) => _random = random;

    /// <summary>Makes a password.</summary>
    /// <param name="options">What it is made of; 16 characters of all classes when null.</param>
    /// <returns>The password in ASCII; the caller disposes of it.</returns>
    /// <exception cref="InvalidInputException">The length is out of range, or a class has no characters.</exception>
    public SecretBuffer Generate(PasswordGeneratorOptions? options = null)
    {
        options ??= Today;
        AuditNote note = new(AuditAction.PasswordGenerated, "password") { Metadata = { ["length"] = options.Length.ToString(CultureInfo.InvariantCulture) } };
        if (_store is null) return Draw(options);
        SecretBuffer password = _store.Attempt(note, () => Draw(options));
        _store.Append(note, durable: false);
        return password;
    }

    /// <summary>The entropy of a generated password in bits: the logarithm of the number of passwords that may come out.</summary>
    /// <param name="options">What it is made of; 16 characters of all classes when null.</param>
    /// <exception cref="InvalidInputException">The length is out of range, or a class has no characters.</exception>
    public static double EntropyOf(PasswordGeneratorOptions? options = null)
    {
        options ??= Today;
        string[] classes = Classes(options);

        // Inclusion and exclusion over the sets of classes that are missing.
        BigInteger count = 0;
        for (int missing = 0; missing < 1 << classes.Length; missing++)
        {
            int left = classes.Where((_, i) => (missing >> i & 1) == 0).Sum(one => one.Length);
            BigInteger passwords = BigInteger.Pow(left, options.Length);
            count += BitOperations.PopCount((uint)missing) % 2 == 0 ? passwords : -passwords;
        }

        return BigInteger.Log(count, 2);
    }

    private static string[] Classes(PasswordGeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.SymbolSet);
        List<string> classes = [];
        if (options.Uppercase) classes.Add("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (options.Lowercase) classes.Add("abcdefghijklmnopqrstuvwxyz");
        if (options.Digits) classes.Add("0123456789");
        if (options.Symbols)
        {
            if (options.SymbolSet.AsSpan().ContainsAnyExcept(Punctuation) || options.SymbolSet.Distinct().Count() != options.SymbolSet.Length)
                throw SecurityErrors.PasswordSymbolsInvalid();
            classes.Add(options.SymbolSet);
        }

        string[] usable = [.. classes.Select(one => options.ExcludeAmbiguous ? string.Concat(one.Where(letter => !Ambiguous.Contains(letter))) : one)];
        if (usable.Length == 0 || usable.Any(one => one.Length == 0)) throw SecurityErrors.PasswordClassEmpty();
        if (options.Length < usable.Length || options.Length > LongestPassword)
            throw SecurityErrors.PasswordLengthInvalid(options.Length, usable.Length, LongestPassword);
        return usable;
    }

    // A password that lacks a class is thrown away whole: filling the gap would make some passwords more likely.
    private SecretBuffer Draw(PasswordGeneratorOptions options)
    {
        string[] classes = Classes(options);
        byte[] alphabet = Encoding.ASCII.GetBytes(string.Concat(classes));
        SecretBuffer password = new(options.Length);
        try
        {
            do
            {
                foreach (ref byte letter in password.Span) letter = alphabet[_random.Next(alphabet.Length)];
            }
            while (!HasAll(password.Span, classes));
            return password;
        }
        catch
        {
            password.Dispose();
            throw;
        }
    }

    private static bool HasAll(ReadOnlySpan<byte> password, string[] classes)
    {
        foreach (string one in classes)
        {
            bool has = false;
            foreach (byte letter in password) has |= one.Contains((char)letter);
            if (!has) return false;
        }

        return true;
    }
}
