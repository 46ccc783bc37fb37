using System.Buffers.Binary;
using System.Security.Cryptography;
using EnterpriseSecurity.Providers;

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
    public static void HashOnce(ReadOnlySpan<byte> input, Span<byte> output) => LibraryProviders.Current.Hashes.Blake2b(input, output);
}
