using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Keys;

/// <summary>
/// Recovery shares as text that people can keep on paper: <c>es-share-1-</c>, the threshold, then the share and a
/// checksum in groups of hexadecimal digits.
/// </summary>
internal static partial class RecoveryShare
{
    private const string Prefix = "es-share-1-";
    private const int ChecksumSize = 4;

    /// <summary>Splits a key so that any <paramref name="threshold"/> of the shares give it back, and fewer tell nothing.</summary>
    public static IReadOnlyList<string> Split(ReadOnlySpan<byte> key, int threshold, int shares)
    {
        if (threshold < 2 || shares < threshold || shares > 255) throw SecurityErrors.RecoveryThresholdInvalid(threshold, shares);
        return [.. ShamirSharing.Split(key, threshold, shares).Select(share => Format(share, threshold))];
    }

    /// <summary>Puts shares together again.</summary>
    public static SecretBuffer Combine(IReadOnlyList<string> shares)
    {
        List<ReadOnlyMemory<byte>> parts = [];
        int needed = 0;
        for (int i = 0; i < shares.Count; i++)
        {
            if (IsOfAnotherFormat(shares[i])) throw SecurityErrors.RecoveryShareTooNew(i + 1);
            byte[] bytes = Parse(shares[i]) ?? throw SecurityErrors.RecoveryShareMalformed(i + 1);
            needed = Math.Max(needed, bytes[0]);
            if (!parts.Any(part => part.Span[0] == bytes[1])) parts.Add(bytes.AsMemory(1));
        }

        if (parts.Count < Math.Max(2, needed)) throw SecurityErrors.RecoverySharesTooFew(parts.Count, Math.Max(2, needed));
        if (parts.Any(part => part.Length != parts[0].Length)) throw SecurityErrors.RecoveryShareMalformed(parts.FindIndex(part => part.Length != parts[0].Length) + 1);
        return ShamirSharing.Combine(parts);
    }

    private static string Format(byte[] share, int threshold)
    {
        byte[] bytes = [(byte)threshold, .. share];
        byte[] whole = [.. bytes, .. SHA256.HashData(bytes).AsSpan(0, ChecksumSize)];
        return Prefix + string.Join('-', Convert.ToHexStringLower(whole).Chunk(8).Select(group => new string(group)));
    }

    private static bool IsOfAnotherFormat(string text)
    {
        Match share = Numbered().Match(text);
        return share.Success && share.Groups[1].Value != "1";
    }

    [GeneratedRegex(@"^\s*es-share-([1-9][0-9]{0,3})-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    private static byte[]? Parse(string text)
    {
        string trimmed = text.Trim();
        if (!trimmed.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        string digits = trimmed[Prefix.Length..].Replace("-", "", StringComparison.Ordinal);
        if (digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit)) return null;
        byte[] whole = Convert.FromHexString(digits);
        if (whole.Length < ChecksumSize + 3) return null;
        byte[] bytes = whole[..^ChecksumSize];
        return SHA256.HashData(bytes).AsSpan(0, ChecksumSize).SequenceEqual(whole.AsSpan(bytes.Length)) ? bytes : null;
    }
}
