using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The encryption of old PEM files, by their <c>DEK-Info</c> header (RFC 1421): a key from one round of MD5 over the
/// passphrase and the first eight bytes of the initial vector. Read, because such files are about; never written.
/// </summary>
internal static class SshLegacyEncryption
{
    /// <summary>True when the headers say that the content is encrypted.</summary>
    public static bool IsEncrypted(SshPem pem) => pem.Headers.ContainsKey("DEK-Info") || pem.Headers.GetValueOrDefault("Proc-Type", "").Contains("ENCRYPTED", StringComparison.Ordinal);

    /// <exception cref="AuthenticationFailedException">The padding does not fit.</exception>
    /// <exception cref="MalformedDataException">The headers are broken.</exception>
    /// <exception cref="UnsupportedException">The cipher is not supported.</exception>
    public static SecretBuffer Decrypt(SshPem pem, ReadOnlySpan<byte> passphrase)
    {
        string[] parts = pem.Headers.GetValueOrDefault("DEK-Info", "").Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != 2) throw Malformed();
        (int keySize, bool isDes) = parts[0] switch
        {
            "AES-128-CBC" => (16, false),
            "AES-192-CBC" => (24, false),
            "AES-256-CBC" => (32, false),
            "DES-EDE3-CBC" => (24, true),
            _ => throw SecurityErrors.SshKeyUnsupported($"Key files encrypted with '{SshComment.FromFile(parts[0])}' are not supported."),
        };
        using SymmetricAlgorithm algorithm = isDes ? TripleDES.Create() : Aes.Create();
        int block = algorithm.BlockSize / 8;
        byte[] iv = ReadHex(parts[1]);
        if (iv.Length != block || pem.Content.Length == 0 || pem.Content.Length % block != 0) throw Malformed();
        using SecretBuffer key = new(keySize);
        DeriveKey(passphrase, iv.AsSpan(0, 8), key.Span);
        return SshCbc.Decrypt(algorithm, key.Span, iv, pem.Content.Span);
    }

    private static void DeriveKey(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, Span<byte> key)
    {
        using SecretBuffer previous = new(MD5.HashSizeInBytes);
        for (int done = 0; done < key.Length; done += MD5.HashSizeInBytes)
        {
            using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            if (done > 0) md5.AppendData(previous.Span);
            md5.AppendData(passphrase);
            md5.AppendData(salt);
            md5.GetHashAndReset(previous.Span);
            previous.Span[..Math.Min(previous.Length, key.Length - done)].CopyTo(key[done..]);
        }
    }

    private static byte[] ReadHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw Malformed();
        }
    }

    private static MalformedDataException Malformed() => SecurityErrors.SshMalformed(SshData.Key, "its DEK-Info header or its length is broken.");
}
