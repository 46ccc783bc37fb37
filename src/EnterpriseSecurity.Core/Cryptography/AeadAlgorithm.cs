using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Authenticated encryption with associated data. The base class makes the nonce and checks sizes; a derived
/// class holds one algorithm. A sealed message is <c>nonce || ciphertext || tag</c>.
/// </summary>
/// <remarks>
/// Nonces are always made here, at random, so that none can be repeated by mistake. With 96-bit nonces one key
/// must seal fewer than 2^32 messages; the store uses a fresh key for every record.
/// </remarks>
public abstract class AeadAlgorithm
{
    private protected AeadAlgorithm(string name, int keySize, int nonceSize, int tagSize)
    {
        Name = name;
        KeySize = keySize;
        NonceSize = nonceSize;
        TagSize = tagSize;
    }

    /// <summary>The algorithm's name, for example <c>AES-256-GCM</c>.</summary>
    public string Name { get; }

    /// <summary>The key's size in bytes.</summary>
    public int KeySize { get; }

    /// <summary>The nonce's size in bytes.</summary>
    public int NonceSize { get; }

    /// <summary>The authentication tag's size in bytes.</summary>
    public int TagSize { get; }

    /// <summary>The size in bytes of the sealed form of a plaintext of <paramref name="plaintextLength"/> bytes.</summary>
    public virtual int GetSealedLength(int plaintextLength) => checked(NonceSize + plaintextLength + TagSize);

    /// <summary>Encrypts and authenticates a message under a fresh random nonce.</summary>
    /// <param name="key">A key of <see cref="KeySize"/> bytes.</param>
    /// <param name="plaintext">The message; may be empty.</param>
    /// <param name="associatedData">Data that is authenticated but not encrypted; may be empty.</param>
    /// <returns><c>nonce || ciphertext || tag</c>.</returns>
    /// <exception cref="ArgumentException">The key has the wrong size.</exception>
    public byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        CheckKey(key);
        byte[] sealedMessage = new byte[GetSealedLength(plaintext.Length)];
        RandomNumberGenerator.Fill(sealedMessage.AsSpan(0, NonceSize));
        EncryptCore(key, sealedMessage.AsSpan(0, NonceSize), plaintext, associatedData, sealedMessage.AsSpan(NonceSize));
        return sealedMessage;
    }

    /// <summary>Opens a sealed message.</summary>
    /// <param name="key">A key of <see cref="KeySize"/> bytes.</param>
    /// <param name="sealedMessage">What <see cref="Seal"/> returned.</param>
    /// <param name="associatedData">The associated data that was given to <see cref="Seal"/>.</param>
    /// <returns>The plaintext, or <see langword="null"/> when the message is not authentic. Never a part of it.</returns>
    /// <exception cref="ArgumentException">The key has the wrong size.</exception>
    public SecretBuffer? TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedMessage, ReadOnlySpan<byte> associatedData)
    {
        CheckKey(key);
        return sealedMessage.Length < NonceSize + TagSize
            ? null
            : DecryptCore(key, sealedMessage[..NonceSize], sealedMessage[NonceSize..], associatedData);
    }

    /// <summary>Encrypts with a given nonce; <paramref name="destination"/> takes ciphertext and tag.</summary>
    private protected abstract void EncryptCore(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> destination);

    /// <summary>Decrypts ciphertext and tag; returns null when they are not authentic.</summary>
    private protected abstract SecretBuffer? DecryptCore(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertextAndTag, ReadOnlySpan<byte> associatedData);

    /// <summary>Encrypts under a nonce of the caller's; for published test vectors only.</summary>
    internal byte[] SealWithNonce(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        CheckKey(key);
        byte[] sealedMessage = new byte[GetSealedLength(plaintext.Length)];
        nonce.CopyTo(sealedMessage);
        EncryptCore(key, nonce, plaintext, associatedData, sealedMessage.AsSpan(NonceSize));
        return sealedMessage;
    }

    private void CheckKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize) throw new ArgumentException($"{Name} takes a key of {KeySize} bytes.", nameof(key));
    }
}
