using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// Backup codes: 8 letters and digits that are not mistaken for one another, 40 random bits, written as ABCD-EFGH. Only
/// a hash under the store's key, bound to the enrolment, is kept.
/// </summary>
internal static class BackupCode
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 8;
    private const int LongestInput = 64;

    /// <summary>A new code as it is shown.</summary>
    public static string Generate()
    {
        string text = RandomNumberGenerator.GetString(Alphabet, Length);
        return $"{text[..(Length / 2)]}-{text[(Length / 2)..]}";
    }

    /// <summary>What was typed, in capitals without spaces and hyphens; empty when it is far too long for a code.</summary>
    public static string Normalize(string typed) =>
        typed.Length > LongestInput ? "" : string.Concat(typed.Where(one => one is not (' ' or '-'))).ToUpperInvariant();

    /// <summary>True for what could be a code, or one misread.</summary>
    public static bool HasForm(string normal) => normal.Length == Length && normal.All(char.IsAsciiLetterOrDigit);

    /// <summary>The hash of a normalised code; what is no code has a hash that no code has.</summary>
    public static string Hash(KeyRing keys, string enrollmentId, string normal) =>
        Convert.ToHexStringLower(keys.Authenticate(KeyPurpose.Lookup, Encoding.UTF8.GetBytes($"otp-backup-code/1\n{enrollmentId}\n{normal}")));

    /// <summary>The place of a hash among others, or -1; all are compared, in constant time.</summary>
    public static int Find(IReadOnlyList<string> hashes, string hash)
    {
        byte[] wanted = Encoding.ASCII.GetBytes(hash);
        int found = -1;
        for (int at = 0; at < hashes.Count; at++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hashes[at]), wanted)) found = at;
        }

        return found;
    }
}
