using System.Formats.Asn1;
using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// EncryptedPrivateKeyInfo under PBES2 (RFC 8018): PBKDF2 or scrypt (RFC 7914), with AES-CBC or, to read only,
/// triple DES. Costs that would keep a reader busy for minutes are refused before anything is derived.
/// </summary>
internal static class SshPkcs8Encryption
{
    private const int WrittenIterations = 600_000;
    private const int SaltSize = 16;
    private const int LargestIterations = 5_000_000;
    private const long LargestScryptMemory = 1L << 30;
    private const long LargestScryptWork = 1L << 32;
    private const int LargestSalt = 1024;

    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2Oid = "1.2.840.113549.1.5.12";
    private const string ScryptOid = "1.3.6.1.4.1.11591.4.11";
    private const string HmacSha256 = "1.2.840.113549.2.9";
    private const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";

    /// <summary>Decrypts; a wrong passphrase mostly shows in the padding, and else in what comes out.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    /// <exception cref="AuthenticationFailedException">The padding does not fit.</exception>
    /// <exception cref="UnsupportedException">The scheme or its cost is not supported.</exception>
    public static SecretBuffer Decrypt(ReadOnlyMemory<byte> der, ReadOnlySpan<byte> passphrase)
    {
        AsnReader outer = new(der, AsnEncodingRules.BER);
        AsnReader info = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        AsnReader identifier = info.ReadSequence();
        if (!info.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> ciphertext)) throw new AsnContentException();
        info.ThrowIfNotEmpty();
        string scheme = identifier.ReadObjectIdentifier();
        if (scheme != Pbes2) throw SecurityErrors.SshKeyUnsupported($"Key files encrypted by scheme {scheme} are not supported; PBES2 is.");
        AsnReader parameters = identifier.ReadSequence();
        AsnReader derivation = parameters.ReadSequence();
        AsnReader encryption = parameters.ReadSequence();

        string cipher = encryption.ReadObjectIdentifier();
        byte[] iv = encryption.ReadOctetString();
        using SymmetricAlgorithm algorithm = CreateCipher(cipher, out int keySize);
        if (iv.Length != algorithm.BlockSize / 8 || ciphertext.Length % (algorithm.BlockSize / 8) != 0 || ciphertext.IsEmpty) throw new AsnContentException();
        using SecretBuffer key = new(keySize);
        Derive(derivation, passphrase, key.Span);
        return SshCbc.Decrypt(algorithm, key.Span, iv, ciphertext.Span);
    }

    /// <summary>Encrypts with PBKDF2-HMAC-SHA-256 and AES-256-CBC.</summary>
    public static SecretBuffer Encrypt(ReadOnlySpan<byte> privateKeyInfo, ReadOnlySpan<byte> passphrase)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltSize);
        byte[] iv = RandomNumberGenerator.GetBytes(16);
        using SecretBuffer key = new(32);
        Pbkdf2.DeriveKey(HashAlgorithmName.SHA256, passphrase, salt, WrittenIterations, key.Span);
        using Aes aes = Aes.Create();
        aes.SetKey(key.Span);
        byte[] ciphertext = aes.EncryptCbc(privateKeyInfo, iv);
        return SshAsnPrivateKey.Write(writer =>
        {
            using AsnWriter.Scope info = writer.PushSequence();
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Pbes2);
                using (writer.PushSequence())
                {
                    WriteDerivation(writer, salt);
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Aes256Cbc);
                        writer.WriteOctetString(iv);
                    }
                }
            }

            writer.WriteOctetString(ciphertext);
        });
    }

    private static void WriteDerivation(AsnWriter writer, byte[] salt)
    {
        using AsnWriter.Scope derivation = writer.PushSequence();
        writer.WriteObjectIdentifier(Pbkdf2Oid);
        using AsnWriter.Scope parameters = writer.PushSequence();
        writer.WriteOctetString(salt);
        writer.WriteInteger(WrittenIterations);
        using AsnWriter.Scope hash = writer.PushSequence();
        writer.WriteObjectIdentifier(HmacSha256);
        writer.WriteNull();
    }

    private static SymmetricAlgorithm CreateCipher(string oid, out int keySize)
    {
        keySize = oid switch
        {
            "2.16.840.1.101.3.4.1.2" => 16,
            "2.16.840.1.101.3.4.1.22" => 24,
            Aes256Cbc => 32,
            "1.2.840.113549.3.7" => 24,
            _ => throw SecurityErrors.SshKeyUnsupported($"Key files encrypted with cipher {oid} are not supported."),
        };
        return oid == "1.2.840.113549.3.7" ? TripleDES.Create() : Aes.Create();
    }

    private static void Derive(AsnReader derivation, ReadOnlySpan<byte> passphrase, Span<byte> key)
    {
        string function = derivation.ReadObjectIdentifier();
        AsnReader parameters = derivation.ReadSequence();
        byte[] salt = parameters.ReadOctetString();
        if (salt.Length > LargestSalt) throw new AsnContentException();
        if (function == Pbkdf2Oid) DerivePbkdf2(parameters, passphrase, salt, key);
        else if (function == ScryptOid) DeriveScrypt(parameters, passphrase, salt, key);
        else throw SecurityErrors.SshKeyUnsupported($"Key files whose key is derived by {function} are not supported.");
    }

    private static void DerivePbkdf2(AsnReader parameters, ReadOnlySpan<byte> passphrase, byte[] salt, Span<byte> key)
    {
        if (!parameters.TryReadInt32(out int iterations) || iterations is < 1 or > LargestIterations) throw TooCostly();
        if (parameters.HasData && parameters.PeekTag() == Asn1Tag.Integer) ExpectKeySize(parameters, key.Length);
        HashAlgorithmName hash = HashAlgorithmName.SHA1;
        if (parameters.HasData)
        {
            string oid = parameters.ReadSequence().ReadObjectIdentifier();
            hash = oid switch
            {
                "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
                HmacSha256 => HashAlgorithmName.SHA256,
                "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
                "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
                _ => throw SecurityErrors.SshKeyUnsupported($"Key files with the pseudorandom function {oid} are not supported."),
            };
        }

        Pbkdf2.DeriveKey(hash, passphrase, salt, iterations, key);
    }

    private static void DeriveScrypt(AsnReader parameters, ReadOnlySpan<byte> passphrase, byte[] salt, Span<byte> key)
    {
        bool read = parameters.TryReadInt32(out int cost) & parameters.TryReadInt32(out int block) & parameters.TryReadInt32(out int parallel);
        if (!read || cost < 2 || !System.Numerics.BitOperations.IsPow2(cost) || block < 1 || parallel < 1) throw new AsnContentException();
        long memory = 128L * block;
        if (block > 1024 || parallel > 1024 || memory * cost > LargestScryptMemory || memory * cost * parallel > LargestScryptWork) throw TooCostly();
        if (parameters.HasData) ExpectKeySize(parameters, key.Length);
        Scrypt.DeriveKey(passphrase, salt, cost, block, parallel, key);
    }

    private static void ExpectKeySize(AsnReader parameters, int size)
    {
        if (!parameters.TryReadInt32(out int stated) || stated != size) throw new AsnContentException();
    }

    private static UnsupportedException TooCostly() => SecurityErrors.SshKeyUnsupported("The cost of this key file's passphrase is out of the range that is tried.");
}
