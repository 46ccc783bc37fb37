using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace EnterpriseSecurity.Cryptography;

/// <summary>H', the variable-length hash over BLAKE2b of RFC 9106, section 3.3.</summary>
internal static class Blake2bLong
{
    private const int FullSize = 64;
    private const int HalfSize = 32;

    /// <summary>Hashes to any length.</summary>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> output)
    {
        using SecretBuffer prefixed = new(4 + input.Length);
        BinaryPrimitives.WriteInt32LittleEndian(prefixed.Span, output.Length);
        input.CopyTo(prefixed.Span[4..]);
        Span<byte> part = stackalloc byte[FullSize];
        try
        {
            if (output.Length <= FullSize)
            {
                HashOnce(prefixed.Span, output);
                return;
            }

            HashOnce(prefixed.Span, part);
            while (output.Length > FullSize)
            {
                part[..HalfSize].CopyTo(output);
                output = output[HalfSize..];
                Span<byte> next = output.Length > FullSize ? part : part[..output.Length];
                HashOnce(part, next);
            }

            part[..output.Length].CopyTo(output);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(part);
        }
    }

    /// <summary>BLAKE2b itself, RFC 7693, with an output of 1 to 64 bytes.</summary>
    public static void HashOnce(ReadOnlySpan<byte> input, Span<byte> output)
    {
        using SecretBuffer copy = SecretBuffer.CopyOf(input);
        using SecretBuffer result = new(output.Length);

        // A SecretBuffer stands on an array, and the digest takes nothing else. The digest wipes its state as it finishes.
        MemoryMarshal.TryGetArray<byte>(copy.Memory, out ArraySegment<byte> from);
        MemoryMarshal.TryGetArray<byte>(result.Memory, out ArraySegment<byte> to);
        Blake2bDigest digest = new(output.Length * 8);
        digest.BlockUpdate(from.Array, from.Offset, from.Count);
        digest.DoFinal(to.Array, to.Offset);
        result.Span.CopyTo(output);
    }
}
