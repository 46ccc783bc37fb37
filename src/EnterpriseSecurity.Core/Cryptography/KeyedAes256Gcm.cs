using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// AES-256-GCM under one key that is used again and again: the key is set up once. Its messages are those of
/// <see cref="Aes256Gcm"/>. May be used by several threads; the key is wiped on <see cref="Dispose"/>.
/// </summary>
internal sealed class KeyedAes256Gcm : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AesGcm _aes;

    /// <summary>Sets the key up.</summary>
    /// <exception cref="ArgumentException">The key has not 32 bytes.</exception>
    public KeyedAes256Gcm(ReadOnlySpan<byte> key)
    {
        if (key.Length != Aes256Gcm.Instance.KeySize) throw new ArgumentException($"{Aes256Gcm.Instance.Name} takes a key of {Aes256Gcm.Instance.KeySize} bytes.", nameof(key));
        _aes = new AesGcm(key, Aes256Gcm.Instance.TagSize);
    }

    /// <summary>Encrypts and authenticates a message under a fresh random nonce.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        int nonceSize = Aes256Gcm.Instance.NonceSize;
        byte[] sealedMessage = new byte[Aes256Gcm.Instance.GetSealedLength(plaintext.Length)];
        RandomNumberGenerator.Fill(sealedMessage.AsSpan(0, nonceSize));
        lock (_gate) Aes256Gcm.Encrypt(_aes, sealedMessage.AsSpan(0, nonceSize), plaintext, associatedData, sealedMessage.AsSpan(nonceSize));
        return sealedMessage;
    }

    /// <summary>Opens a sealed message; null when it is not authentic.</summary>
    public SecretBuffer? TryOpen(ReadOnlySpan<byte> sealedMessage, ReadOnlySpan<byte> associatedData)
    {
        int nonceSize = Aes256Gcm.Instance.NonceSize;
        if (sealedMessage.Length < nonceSize + Aes256Gcm.Instance.TagSize) return null;
        lock (_gate) return Aes256Gcm.TryDecrypt(_aes, sealedMessage[..nonceSize], sealedMessage[nonceSize..], associatedData);
    }

    /// <summary>Opens a sealed message into a span of its size; false when it is not authentic or of another size.</summary>
    public bool TryOpen(ReadOnlySpan<byte> sealedMessage, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        int nonceSize = Aes256Gcm.Instance.NonceSize;
        if (sealedMessage.Length != Aes256Gcm.Instance.GetSealedLength(plaintext.Length)) return false;
        lock (_gate) return Aes256Gcm.TryDecrypt(_aes, sealedMessage[..nonceSize], sealedMessage[nonceSize..], associatedData, plaintext);
    }

    public void Dispose()
    {
        lock (_gate) _aes.Dispose();
    }
}
