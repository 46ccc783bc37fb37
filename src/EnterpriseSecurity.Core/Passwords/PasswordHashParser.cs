using System.Buffers.Text;
using System.Globalization;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// Reads the text of a password hash. It is strict: one spelling for each value, no cost beyond the limits, and no work
/// before all of it is read.
/// </summary>
internal static class PasswordHashParser
{
    private const int LongestText = 1024;
    private const int LongestField = 64;
    private const int ShortestDigest = 16;

    /// <exception cref="MalformedDataException">It does not follow its format.</exception>
    /// <exception cref="UnsupportedException">Its format is not known, or its cost is too high.</exception>
    public static ParsedPasswordHash Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > LongestText) throw SecurityErrors.PasswordHashMalformed(text.Length == 0 ? "it is empty." : "it is longer than any hash.");
        ParsedPasswordHash parsed = text[0] == '$' ? ParseModular(text) : ParseNamed(text);
        parsed.Scheme.CheckLimits();
        return parsed;
    }

    // "$name$…" gives "", name, and the rest.
    private static ParsedPasswordHash ParseModular(string text)
    {
        string[] parts = text.Split('$');
        return parts[1] switch
        {
            "2a" or "2b" or "2y" => ParseBcrypt(parts),
            "2x" => throw SecurityErrors.PasswordHashUnknown("This is a hash of the flawed bcrypt that crypt_blowfish calls 2x, which takes different passwords for the same."),
            "2" => throw SecurityErrors.PasswordHashUnknown("This is a hash of the first bcrypt, which lets the end of a password run into its beginning."),
            "argon2id" => ParseArgon2(parts, Argon2Variant.Argon2id),
            "argon2i" => ParseArgon2(parts, Argon2Variant.Argon2i),
            "argon2d" => ParseArgon2(parts, Argon2Variant.Argon2d),
            "scrypt" => ParseScrypt(parts),
            "pbkdf2-sha256" => ParsePasslib(parts, PasswordHashAlgorithm.Pbkdf2Sha256, 32),
            "pbkdf2-sha512" => ParsePasslib(parts, PasswordHashAlgorithm.Pbkdf2Sha512, 64),
            _ => throw SecurityErrors.PasswordHashUnknown("This kind of password hash is not known."),
        };
    }

    private static ParsedPasswordHash ParseNamed(string text)
    {
        int end = text.IndexOf('$', StringComparison.Ordinal);
        if (end < 0) return AspNetIdentityHash.Parse(text);
        string rest = text[(end + 1)..];
        return text[..end] switch
        {
            "pbkdf2_sha256" => ParseDjangoPbkdf2(rest, PasswordHashAlgorithm.Pbkdf2Sha256, 32),
            "pbkdf2_sha1" => ParseDjangoPbkdf2(rest, PasswordHashAlgorithm.Pbkdf2Sha1, 20),
            "argon2" when rest.StartsWith("argon2", StringComparison.Ordinal) => ParseModular("$" + rest) with { Format = PasswordHashFormat.Django },
            "bcrypt" when rest.StartsWith("$2", StringComparison.Ordinal) => ParseModular(rest) with { Format = PasswordHashFormat.Django },
            "bcrypt_sha256" when rest.StartsWith("$2", StringComparison.Ordinal) => ParseModular(rest) with { Format = PasswordHashFormat.Django, OverSha256 = true },
            "argon2" or "bcrypt" or "bcrypt_sha256" => throw SecurityErrors.PasswordHashMalformed("what follows its name is not of that algorithm."),
            _ => throw SecurityErrors.PasswordHashUnknown("This kind of password hash is not known."),
        };
    }

    private static ParsedPasswordHash ParseBcrypt(string[] parts)
    {
        Expect(parts, 4);
        if (parts[2].Length != 2 || parts[3].Length != 53) throw SecurityErrors.PasswordHashMalformed("a bcrypt hash has two digits of cost and 53 characters after them.");
        int cost = Number(parts[2].TrimStart('0'), "cost");
        if (cost is < BcryptScheme.LeastReadable or > 31) throw SecurityErrors.PasswordHashMalformed("the cost of bcrypt is from 04 to 31.");
        byte[] salt = Decode(PasswordAlphabet.Bcrypt, parts[3].AsSpan(0, 22));
        byte[] digest = Decode(PasswordAlphabet.Bcrypt, parts[3].AsSpan(22));
        return new(new BcryptScheme(cost), PasswordHashFormat.ModularCrypt, salt, digest);
    }

    private static ParsedPasswordHash ParseArgon2(string[] parts, Argon2Variant variant)
    {
        if (parts.Length > 2 && parts[2] != "v=19" && (parts[2].StartsWith("v=", StringComparison.Ordinal) || parts[2].StartsWith("m=", StringComparison.Ordinal)))
            throw SecurityErrors.PasswordHashUnknown("This is a hash of an old version of Argon2; version 19 is verified.");
        Expect(parts, 6);
        if (parts[2] != "v=19") throw SecurityErrors.PasswordHashMalformed("its version is missing.");
        int[] costs = Costs(parts[3], "m", "t", "p");
        byte[] salt = Salt(PasswordAlphabet.Standard, parts[4]);
        if (salt.Length < 8) throw SecurityErrors.PasswordHashMalformed("a salt of Argon2 has at least 8 bytes.");
        return new(new Argon2Scheme(variant, new Argon2Parameters(costs[0], costs[1], costs[2])), PasswordHashFormat.Phc, salt, Digest(PasswordAlphabet.Standard, parts[5]));
    }

    private static ParsedPasswordHash ParseScrypt(string[] parts)
    {
        Expect(parts, 5);
        int[] costs = Costs(parts[2], "ln", "r", "p");
        byte[] digest = Digest(PasswordAlphabet.Standard, parts[4]);
        if (digest.Length != 32) throw SecurityErrors.PasswordHashMalformed("its digest does not have 32 bytes.");
        return new(new ScryptScheme(costs[0], costs[1], costs[2]), PasswordHashFormat.Passlib, Salt(PasswordAlphabet.Standard, parts[3]), digest);
    }

    private static ParsedPasswordHash ParsePasslib(string[] parts, PasswordHashAlgorithm algorithm, int digestSize)
    {
        Expect(parts, 5);
        byte[] digest = Digest(PasswordAlphabet.Adapted, parts[4]);
        if (digest.Length != digestSize) throw SecurityErrors.PasswordHashMalformed("its digest is not as long as its hash function's.");
        return new(new Pbkdf2Scheme(algorithm, Number(parts[2], "number of rounds")), PasswordHashFormat.Passlib, Salt(PasswordAlphabet.Adapted, parts[3]), digest);
    }

    // iterations$salt$digest: the salt is used as it is written.
    private static ParsedPasswordHash ParseDjangoPbkdf2(string text, PasswordHashAlgorithm algorithm, int digestSize)
    {
        string[] parts = text.Split('$');
        Expect(parts, 3);
        if (parts[1].Length is 0 or > LongestField || !parts[1].All(char.IsAsciiLetterOrDigit)) throw SecurityErrors.PasswordHashMalformed("its salt is not up to 64 letters and digits.");
        byte[] digest = Decode(PasswordAlphabet.Standard, parts[2].AsSpan().TrimEnd('='));
        if (digest.Length != digestSize || parts[2].Length != Base64.GetMaxEncodedToUtf8Length(digestSize))
            throw SecurityErrors.PasswordHashMalformed("its digest is not as long as its hash function's.");
        byte[] salt = System.Text.Encoding.ASCII.GetBytes(parts[1]);
        return new(new Pbkdf2Scheme(algorithm, Number(parts[0], "number of iterations")), PasswordHashFormat.Django, salt, digest);
    }

    private static byte[] Salt(PasswordAlphabet alphabet, string text)
    {
        byte[] salt = Decode(alphabet, text);
        return salt.Length is > 0 and <= LongestField ? salt : throw SecurityErrors.PasswordHashMalformed("its salt does not have 1 to 64 bytes.");
    }

    private static byte[] Digest(PasswordAlphabet alphabet, string text)
    {
        byte[] digest = Decode(alphabet, text);
        return digest.Length is >= ShortestDigest and <= LongestField ? digest : throw SecurityErrors.PasswordHashMalformed("its digest does not have 16 to 64 bytes.");
    }

    private static byte[] Decode(PasswordAlphabet alphabet, ReadOnlySpan<char> text) =>
        alphabet.TryDecode(text) ?? throw SecurityErrors.PasswordHashMalformed("its salt or digest has a character that does not belong there.");

    private static void Expect(string[] parts, int count)
    {
        if (parts.Length != count) throw SecurityErrors.PasswordHashMalformed("it has too few or too many fields.");
    }

    private static int[] Costs(string text, params ReadOnlySpan<string> names)
    {
        string[] fields = text.Split(',');
        if (fields.Length != names.Length) throw SecurityErrors.PasswordHashMalformed("its costs are not those of its algorithm.");
        int[] costs = new int[names.Length];
        for (int i = 0; i < costs.Length; i++)
        {
            if (!fields[i].StartsWith(names[i] + "=", StringComparison.Ordinal)) throw SecurityErrors.PasswordHashMalformed("its costs are not those of its algorithm.");
            costs[i] = Number(fields[i][(names[i].Length + 1)..], "cost");
        }

        return costs;
    }

    // A number that is too large for an int is still a number: its cost is the matter.
    private static int Number(string text, string what)
    {
        bool isNumber = text.Length > 0 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');
        if (!isNumber) throw SecurityErrors.PasswordHashMalformed($"its {what} is not a number.");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : int.MaxValue;
    }
}
