using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// HMAC-SHA-256 (RFC 2104) under one key that is used again and again: the key is set up once, which takes longer than
/// the hash of a short message. May be used by several threads.
/// </summary>
internal sealed class KeyedHmacSha256 : IDisposable
{
    /// <summary>The size of a tag in bytes.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    private readonly Lock _gate = new();
    private readonly IncrementalHash _hash;

    /// <summary>Sets the key up.</summary>
    public KeyedHmacSha256(ReadOnlySpan<byte> key) => _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>Writes the tag of a message.</summary>
    public void Compute(ReadOnlySpan<byte> message, Span<byte> tag)
    {
        lock (_gate)
        {
            _hash.AppendData(message);
            _hash.GetHashAndReset(tag);
        }
    }

    public void Dispose()
    {
        lock (_gate) _hash.Dispose();
    }
}
