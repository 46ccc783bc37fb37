using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Storage;

/// <summary>Seals and opens the bodies of records, in each of the ways there are.</summary>
internal static class BodySealing
{
    /// <summary>The size in bytes of the key that a cipher takes.</summary>
    public static int KeySize(BodyCipher cipher) => cipher == BodyCipher.Fernet ? Fernet.KeySize : Aead(cipher).KeySize;

    /// <summary>Seals a body. Fernet has no associated data; the record's seal binds its token to its place.</summary>
    public static byte[] Seal(BodyCipher cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> binding, TimeProvider time) =>
        cipher == BodyCipher.Fernet ? Fernet.Encrypt(key, body, time) : Aead(cipher).Seal(key, body, binding);

    /// <summary>Opens a body; null when it is not authentic.</summary>
    public static SecretBuffer? TryOpen(BodyCipher cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> binding, TimeProvider time) =>
        cipher == BodyCipher.Fernet ? Fernet.TryDecrypt(key, body, time) : Aead(cipher).TryOpen(key, body, binding);

    private static AeadAlgorithm Aead(BodyCipher cipher) => cipher switch
    {
        BodyCipher.Aes256Gcm => Aes256Gcm.Instance,
        BodyCipher.ChaCha20Poly1305 => ChaCha20Poly1305Aead.Instance,
        BodyCipher.Aes256CbcHmac => Aes256CbcHmac.Instance,
        _ => throw SecurityErrors.CipherUnknown((int)cipher),
    };
}
