using System.Runtime.InteropServices;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace EnterpriseSecurity.Cryptography;

/// <summary>SHA-3, BLAKE2 and MD4 by Bouncy Castle.</summary>
internal sealed class BouncyCastleHashes : ILibraryHashes
{
    private const int ChunkSize = 64 * 1024;

    public byte[] Compute(HashKind kind, ReadOnlySpan<byte> data)
    {
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

    public byte[] Compute(HashKind kind, Stream data)
    {
        IDigest digest = CreateDigest(kind);
        using SecretBuffer chunk = new(ChunkSize);
        int length;
        while ((length = data.Read(chunk.Span)) > 0) Update(digest, chunk, length);
        return Finish(digest);
    }

    public void Md4(ReadOnlySpan<byte> input, Span<byte> output)
    {
        MD4Digest digest = new();
        using SecretBuffer copy = SecretBuffer.CopyOf(input);
        using SecretBuffer result = new(digest.GetDigestSize());

        // A SecretBuffer stands on an array, and the digest takes nothing else. The digest wipes its state as it finishes.
        MemoryMarshal.TryGetArray<byte>(copy.Memory, out ArraySegment<byte> from);
        MemoryMarshal.TryGetArray<byte>(result.Memory, out ArraySegment<byte> to);
        digest.BlockUpdate(from.Array, from.Offset, from.Count);
        digest.DoFinal(to.Array, to.Offset);
        result.Span.CopyTo(output);
    }

    private static IDigest CreateDigest(HashKind kind) => kind switch
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
