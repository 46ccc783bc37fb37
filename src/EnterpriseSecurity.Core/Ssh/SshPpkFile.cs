using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// PuTTY's private key files (appendix C of its manual): versions 2 and 3 are read, version 3 is written, with
/// Argon2id and AES-256-CBC. The MAC covers all of the file, and nothing of the private part is looked at before it fits.
/// </summary>
internal static class SshPpkFile
{
    private const string Cipher = "aes256-cbc";
    private const string NoCipher = "none";
    private const int BlockSize = 16;
    private const int CipherKeySize = 32;
    private const int MacKeySize = 32;
    private const int LineLength = 64;
    private const int SaltSize = 16;
    private const int LargestMemoryKiB = 1024 * 1024;
    private const long LargestWorkKiB = 16L * 1024 * 1024;

    // puttygen's own: 8 MiB, and as many passes as take it about a tenth of a second.
    private static readonly Argon2Parameters Written = new(8192, 21, 1);

    private static ReadOnlySpan<byte> Start => "PuTTY-User-Key-File-"u8;

    /// <summary>True when a file begins as one of these.</summary>
    public static bool IsOne(ReadOnlySpan<byte> file) => file.StartsWith(Start);

    public static SshPrivateKey Read(ReadOnlySpan<byte> file, ReadOnlySpan<byte> passphrase)
    {
        using SshPpkText text = SshPpkText.Parse(file);
        if (text.IsEncrypted && passphrase.IsEmpty) throw SecurityErrors.SshPassphraseRequired();
        using SecretBuffer keys = new(CipherKeySize + BlockSize + MacKeySize);
        Derive(text, passphrase, keys.Span);
        using SecretBuffer secret = new(text.Private.Length);
        if (text.IsEncrypted) Decrypt(keys.Span, text.Private.Span, secret.Span);
        else text.Private.Span.CopyTo(secret.Span);
        CheckMac(text, text.IsEncrypted ? passphrase : default, keys.Span[(CipherKeySize + BlockSize)..], secret.Span);
        return Combine(text.PublicKey, secret.Span);
    }

    public static SshPrivateKeyFileInfo Inspect(ReadOnlySpan<byte> file)
    {
        using SshPpkText text = SshPpkText.Parse(file);
        return new(SshPrivateKeyFormat.Ppk, text.IsEncrypted, text.PublicKey, text.PublicKey.Comment);
    }

    public static SecretBuffer Write(SshPrivateKey key, ReadOnlySpan<byte> passphrase)
    {
        using SshWireWriter secret = new();
        WritePrivateFields(key, secret);
        bool encrypted = !passphrase.IsEmpty;
        if (encrypted) secret.WriteBytes(RandomNumberGenerator.GetBytes((BlockSize - (secret.Length % BlockSize)) % BlockSize));
        byte[] salt = RandomNumberGenerator.GetBytes(SaltSize);
        using SecretBuffer keys = new(CipherKeySize + BlockSize + MacKeySize);
        if (encrypted) Argon2.DeriveKey(Argon2Variant.Argon2id, passphrase, salt, Written, keys.Span);

        using SecretBuffer stored = new(secret.Length);
        if (encrypted) Encrypt(keys.Span, secret.Written, stored.Span);
        else secret.Written.CopyTo(stored.Span);
        using SshWireWriter covered = new();
        WriteCovered(key.PublicKey, encrypted ? Cipher : NoCipher, Encoding.UTF8.GetBytes(key.Comment), secret.Written, covered);
        byte[] mac = HMACSHA256.HashData(encrypted ? keys.Span[(CipherKeySize + BlockSize)..] : [], covered.Written);

        using SshWireWriter output = new();
        Line(output, $"PuTTY-User-Key-File-3: {key.Algorithm}");
        Line(output, $"Encryption: {(encrypted ? Cipher : NoCipher)}");
        Line(output, $"Comment: {key.Comment}");
        Block(output, "Public-Lines", key.PublicKey.Blob);
        if (encrypted)
        {
            Line(output, "Key-Derivation: Argon2id");
            Line(output, string.Create(CultureInfo.InvariantCulture, $"Argon2-Memory: {Written.MemoryKiB}"));
            Line(output, string.Create(CultureInfo.InvariantCulture, $"Argon2-Passes: {Written.Iterations}"));
            Line(output, string.Create(CultureInfo.InvariantCulture, $"Argon2-Parallelism: {Written.Parallelism}"));
            Line(output, $"Argon2-Salt: {Convert.ToHexStringLower(salt)}");
        }

        Block(output, "Private-Lines", stored.Span);
        Line(output, $"Private-MAC: {Convert.ToHexStringLower(mac)}");
        return output.ToSecret();
    }

    private static void Derive(SshPpkText text, ReadOnlySpan<byte> passphrase, Span<byte> keys)
    {
        if (text.Version == 2)
        {
            if (text.IsEncrypted) DeriveVersion2(passphrase, keys);
            return;
        }

        if (!text.IsEncrypted) return;
        Argon2Parameters cost = text.Cost;
        if (cost.MemoryKiB > LargestMemoryKiB || (long)cost.MemoryKiB * cost.Iterations > LargestWorkKiB || cost.Parallelism > 255)
        {
            throw SecurityErrors.SshKeyUnsupported("The cost of this key file's passphrase is out of the range that is tried.");
        }

        try
        {
            Argon2.DeriveKey(text.Variant, passphrase, text.Salt, cost, keys);
        }
        catch (ArgumentException error)
        {
            throw SecurityErrors.SshMalformed(SshData.Key, "its Argon2 parameters are out of range.", error);
        }
    }

    // SHA-1 over a counter and the passphrase; the initial vector is zero.
    private static void DeriveVersion2(ReadOnlySpan<byte> passphrase, Span<byte> keys)
    {
        using SecretBuffer input = new(4 + passphrase.Length);
        passphrase.CopyTo(input.Span[4..]);
        using SecretBuffer hash = new(2 * SHA1.HashSizeInBytes);
        for (byte counter = 0; counter < 2; counter++)
        {
            input.Span[3] = counter;
            SHA1.HashData(input.Span, hash.Span[(counter * SHA1.HashSizeInBytes)..]);
        }

        hash.Span[..CipherKeySize].CopyTo(keys);
    }

    private static void CheckMac(SshPpkText text, ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> macKey, ReadOnlySpan<byte> secret)
    {
        using SshWireWriter covered = new();
        WriteCovered(text.PublicKey, text.IsEncrypted ? Cipher : NoCipher, text.RawComment, secret, covered);
        byte[] expected = text.Version == 3 ? HMACSHA256.HashData(text.IsEncrypted ? macKey : [], covered.Written) : MacVersion2(passphrase, covered.Written);
        if (CryptographicOperations.FixedTimeEquals(expected, text.Mac)) return;
        if (text.IsEncrypted) throw SecurityErrors.SshPassphraseWrong();
        throw SecurityErrors.SshKeyInconsistent("its MAC does not fit what it holds.");
    }

    private static byte[] MacVersion2(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> covered)
    {
        ReadOnlySpan<byte> prefix = "putty-private-key-file-mac-key"u8;
        using SecretBuffer input = new(prefix.Length + passphrase.Length);
        prefix.CopyTo(input.Span);
        passphrase.CopyTo(input.Span[prefix.Length..]);
        return HMACSHA1.HashData(SHA1.HashData(input.Span), covered);
    }

    private static void WriteCovered(SshPublicKey key, string cipher, ReadOnlySpan<byte> comment, ReadOnlySpan<byte> secret, SshWireWriter covered)
    {
        covered.WriteText(key.Algorithm);
        covered.WriteText(cipher);
        covered.WriteString(comment);
        covered.WriteString(key.Blob);
        covered.WriteString(secret);
    }

    private static void Decrypt(ReadOnlySpan<byte> keys, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        if (ciphertext.Length % BlockSize != 0) throw SecurityErrors.SshMalformed(SshData.Key, "its private part is not whole blocks.");
        using Aes aes = Aes.Create();
        aes.SetKey(keys[..CipherKeySize]);
        aes.DecryptCbc(ciphertext, keys.Slice(CipherKeySize, BlockSize), plaintext, PaddingMode.None);
    }

    private static void Encrypt(ReadOnlySpan<byte> keys, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(keys[..CipherKeySize]);
        aes.EncryptCbc(plaintext, keys.Slice(CipherKeySize, BlockSize), ciphertext, PaddingMode.None);
    }

    // The private fields are in another order than OpenSSH's, and without the public ones.
    private static void WritePrivateFields(SshPrivateKey key, SshWireWriter output)
    {
        SshWireReader fields = key.Fields();
        switch (key.PublicKey.KeyAlgorithm)
        {
            case SshRsaAlgorithm:
                fields.ReadString();
                fields.ReadString();
                ReadOnlySpan<byte> d = fields.ReadString();
                ReadOnlySpan<byte> inverse = fields.ReadString();
                ReadOnlySpan<byte> p = fields.ReadString();
                ReadOnlySpan<byte> q = fields.ReadString();
                output.WriteString(d);
                output.WriteString(p);
                output.WriteString(q);
                output.WriteString(inverse);
                break;
            case SshEcdsaAlgorithm:
                fields.ReadString();
                fields.ReadString();
                output.WriteString(fields.ReadString());
                break;
            default:
                fields.ReadString();
                output.WriteString(fields.ReadString()[..SshEd25519Algorithm.KeySize]);
                break;
        }
    }

    private static SshPrivateKey Combine(SshPublicKey publicKey, ReadOnlySpan<byte> secret)
    {
        SshWireReader reader = new(secret);
        SshWireReader known = new(publicKey.Blob);
        using SshWireWriter body = new();
        body.WriteString(known.ReadString());
        switch (publicKey.KeyAlgorithm)
        {
            case SshRsaAlgorithm:
                ReadOnlySpan<byte> e = known.ReadString();
                ReadOnlySpan<byte> n = known.ReadString();
                ReadOnlySpan<byte> d = reader.ReadString();
                ReadOnlySpan<byte> p = reader.ReadString();
                ReadOnlySpan<byte> q = reader.ReadString();
                body.WriteString(n);
                body.WriteString(e);
                body.WriteString(d);
                body.WriteString(reader.ReadString());
                body.WriteString(p);
                body.WriteString(q);
                break;
            case SshEcdsaAlgorithm:
                body.WriteString(known.ReadString());
                body.WriteString(known.ReadString());
                body.WriteString(reader.ReadString());
                break;
            case SshEd25519Algorithm:
                ReadOnlySpan<byte> seed = reader.ReadString();
                if (seed.Length > SshEd25519Algorithm.KeySize) throw reader.Malformed("an Ed25519 private key is 32 bytes.");
                ReadOnlySpan<byte> point = known.ReadString();
                body.WriteString(point);
                body.WriteUInt32(2 * SshEd25519Algorithm.KeySize);
                body.WriteBytes(seed);
                // PuTTY leaves out zeros at the end.
                for (int i = seed.Length; i < SshEd25519Algorithm.KeySize; i++) body.WriteByte(0);
                body.WriteBytes(point);
                break;
            default:
                throw SecurityErrors.SshKeyUnsupported($"Keys of type '{publicKey.Algorithm}' can only be read as public keys.");
        }

        if (reader.Remaining.Length >= BlockSize) throw reader.Malformed("there are bytes after its end.");
        return SshPrivateKey.FromBody(body.Written, publicKey.Comment);
    }

    private static void Line(SshWireWriter output, string line) => output.WriteBytes(Encoding.UTF8.GetBytes(line + "\n"));

    private static void Block(SshWireWriter output, string name, ReadOnlySpan<byte> content)
    {
        using SshWireWriter lines = new();
        int count = SshPem.WriteBase64(content, LineLength, lines);
        Line(output, string.Create(CultureInfo.InvariantCulture, $"{name}: {count}"));
        output.WriteBytes(lines.Written);
    }
}
