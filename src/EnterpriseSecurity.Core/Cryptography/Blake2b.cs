using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// BLAKE2b without a key: RFC 7693. For Argon2, which begins with the password itself: what this works on is on the stack
/// and wiped, where a library leaves the message in arrays of its own.
/// </summary>
internal static class Blake2b
{
    /// <summary>The longest output, in bytes.</summary>
    public const int LargestOutput = 64;

    private const int BlockSize = 128;
    private const int StateWords = 8;
    private const int BlockWords = 16;
    private const int Rounds = 12;

    private static ReadOnlySpan<ulong> Initial =>
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    // SIGMA: which word each of a round's eight mixes takes. Rounds ten and eleven begin again.
    private static ReadOnlySpan<byte> Order =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    /// <summary>Hashes bytes.</summary>
    /// <param name="input">What is hashed; may be empty.</param>
    /// <param name="output">Takes the hash: 1 to 64 bytes. Its length is part of what is hashed.</param>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfZero(output.Length, nameof(output));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output.Length, LargestOutput, nameof(output));
        Span<ulong> work = stackalloc ulong[StateWords + BlockWords + BlockWords];
        Span<ulong> state = work[..StateWords], message = work.Slice(StateWords, BlockWords), mixed = work[(StateWords + BlockWords)..];
        // The words are little-endian in the specification, and so is every platform that PowerShell runs on.
        Span<byte> block = MemoryMarshal.AsBytes(message);
        Initial.CopyTo(state);
        state[0] ^= 0x01010000u ^ (uint)output.Length;
        ulong count = 0;
        do
        {
            ReadOnlySpan<byte> part = input[..Math.Min(BlockSize, input.Length)];
            input = input[part.Length..];
            part.CopyTo(block);
            block[part.Length..].Clear();
            count += (ulong)part.Length;
            Compress(state, message, mixed, count, isLast: input.IsEmpty);
        }
        while (!input.IsEmpty);

        MemoryMarshal.AsBytes(state)[..output.Length].CopyTo(output);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(work));
    }

    private static void Compress(Span<ulong> state, ReadOnlySpan<ulong> message, Span<ulong> v, ulong count, bool isLast)
    {
        state.CopyTo(v);
        Initial.CopyTo(v[StateWords..]);
        v[12] ^= count;
        if (isLast) v[14] = ~v[14];
        for (int round = 0; round < Rounds; round++)
        {
            ReadOnlySpan<byte> order = Order.Slice(BlockWords * (round % 10), BlockWords);
            for (int i = 0; i < 4; i++) Mix(v, i, 4 + i, 8 + i, 12 + i, message[order[2 * i]], message[order[(2 * i) + 1]]);
            for (int i = 0; i < 4; i++) Mix(v, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4), message[order[8 + (2 * i)]], message[order[9 + (2 * i)]]);
        }

        for (int i = 0; i < StateWords; i++) state[i] ^= v[i] ^ v[StateWords + i];
    }

    private static void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        v[a] += v[b] + x;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
    }
}
