using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>H', the variable-length hash over BLAKE2b of RFC 9106, section 3.3.</summary>
internal static class Blake2bLong
{
    private const int FullSize = Blake2b.LargestOutput;
    private const int HalfSize = FullSize / 2;

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
                Blake2b.Hash(prefixed.Span, output);
                return;
            }

            Blake2b.Hash(prefixed.Span, part);
            while (output.Length > FullSize)
            {
                part[..HalfSize].CopyTo(output);
                output = output[HalfSize..];
                Span<byte> next = output.Length > FullSize ? part : part[..output.Length];
                Blake2b.Hash(part, next);
            }

            part[..output.Length].CopyTo(output);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(part);
        }
    }
}
