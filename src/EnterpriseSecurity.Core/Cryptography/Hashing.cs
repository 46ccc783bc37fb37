using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace EnterpriseSecurity.Cryptography;

/// <summary>Hashes of bytes and streams, by the functions of <see cref="HashKind"/>. Not for passwords.</summary>
public static class Hashing
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>Hashes bytes.</summary>
    /// <param name="kind">Which function.</param>
    /// <param name="data">The bytes; may be none.</param>
    /// <returns>The hash: 32 or 64 bytes, as <see cref="HashKind"/> says.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public static byte[] Compute(HashKind kind, ReadOnlySpan<byte> data)
    {
        switch (kind)
        {
            case HashKind.Sha256: return SHA256.HashData(data);
            case HashKind.Sha512: return SHA512.HashData(data);
            case HashKind.Sha3_256 when SHA3_256.IsSupported: return SHA3_256.HashData(data);
            case HashKind.Sha3_512 when SHA3_512.IsSupported: return SHA3_512.HashData(data);
        }

        IDigest digest = CreateDigest(kind);
        using SecretBuffer chunk = new(Math.Min(data.Length, ChunkSize));
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> part = data[..Math.Min(data.Length, ChunkSize)];
            part.CopyTo(chunk.Span);
            Update(digest, chunk, part.Length);
            data = data[part.Length..];
        }

        return Finish(digest);
    }

    /// <summary>Hashes a stream from where it stands to its end, in constant memory.</summary>
    /// <param name="kind">Which function.</param>
    /// <param name="data">The stream; it stays open.</param>
    /// <returns>The hash: 32 or 64 bytes, as <see cref="HashKind"/> says.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static byte[] Compute(HashKind kind, Stream data)
    {
        ArgumentNullException.ThrowIfNull(data);
        switch (kind)
        {
            case HashKind.Sha256: return SHA256.HashData(data);
            case HashKind.Sha512: return SHA512.HashData(data);
            case HashKind.Sha3_256 when SHA3_256.IsSupported: return SHA3_256.HashData(data);
            case HashKind.Sha3_512 when SHA3_512.IsSupported: return SHA3_512.HashData(data);
        }

        IDigest digest = CreateDigest(kind);
        using SecretBuffer chunk = new(ChunkSize);
        int length;
        while ((length = data.Read(chunk.Span)) > 0) Update(digest, chunk, length);
        return Finish(digest);
    }

    /// <summary>The functions that .NET, or this platform, does not have.</summary>
    internal static IDigest CreateDigest(HashKind kind) => kind switch
    {
        HashKind.Sha3_256 => new Sha3Digest(256),
        HashKind.Sha3_512 => new Sha3Digest(512),
        HashKind.Blake2b => new Blake2bDigest(512),
        HashKind.Blake2s => new Blake2sDigest(256),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such hash function."),
    };

    private static void Update(IDigest digest, SecretBuffer chunk, int length)
    {
        // A SecretBuffer stands on an array, and the digest takes nothing else.
        if (MemoryMarshal.TryGetArray<byte>(chunk.Memory, out ArraySegment<byte> array)) digest.BlockUpdate(array.Array, array.Offset, length);
    }

    private static byte[] Finish(IDigest digest)
    {
        byte[] hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        return hash;
    }
}
