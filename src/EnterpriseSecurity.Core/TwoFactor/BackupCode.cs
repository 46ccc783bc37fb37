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

    /// <summary>The hash of what was typed; case, spaces and hyphens do not matter. What is no code has a hash that no code has.</summary>
    public static string Hash(KeyRing keys, string enrollmentId, string typed)
    {
        StringBuilder normal = new(Length);
        foreach (char one in typed.AsSpan(0, Math.Min(typed.Length, LongestInput)))
        {
            if (one is not (' ' or '-')) normal.Append(char.ToUpperInvariant(one));
        }

        byte[] content = Encoding.UTF8.GetBytes($"otp-backup-code/1\n{enrollmentId}\n{(typed.Length > LongestInput ? "" : normal)}");
        return Convert.ToHexStringLower(keys.Authenticate(KeyPurpose.Lookup, content));
    }

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
