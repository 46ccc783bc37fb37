using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>scrypt, a memory-hard password hash: RFC 7914. It takes 128 times cost times block size bytes of memory.</summary>
public static unsafe class Scrypt
{
    private const int CellWords = 16;
    private const int CellSize = CellWords * sizeof(uint);

    /// <summary>Derives a key from a password.</summary>
    /// <param name="password">The password; may be empty.</param>
    /// <param name="salt">The salt; 16 bytes are recommended.</param>
    /// <param name="cost">N: memory and time; a power of two above 1.</param>
    /// <param name="blockSize">r: the block's size in units of 128 bytes; 8 as a rule.</param>
    /// <param name="parallelization">p: how often it is done, one after the other.</param>
    /// <param name="output">Takes the key; at least 1 byte.</param>
    /// <exception cref="ArgumentException">The output is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cost parameter is out of its range.</exception>
    /// <exception cref="OutOfMemoryException">The memory asked for is not to be had.</exception>
    public static void DeriveKey(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost, int blockSize, int parallelization, Span<byte> output)
    {
        if (cost < 2 || !BitOperations.IsPow2(cost)) throw new ArgumentOutOfRangeException(nameof(cost), cost, "The cost is a power of two above 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelization, 1);
        long size = 2L * CellSize * blockSize;
        if (size > Array.MaxLength / parallelization)
            throw new ArgumentOutOfRangeException(nameof(parallelization), parallelization, "Block size times parallelization is too large.");
        if (output.IsEmpty) throw new ArgumentException("The output is empty.", nameof(output));

        using SecretBuffer blocks = new((int)size * parallelization);
        Rfc2898DeriveBytes.Pbkdf2(password, salt, blocks.Span, 1, HashAlgorithmName.SHA256);
        nuint memorySize = checked((nuint)size * ((nuint)cost + 2));
        byte* memory = (byte*)NativeMemory.AlignedAlloc(memorySize, 64);
        try
        {
            for (int i = 0; i < parallelization; i++) Mix(blocks.Span.Slice(i * (int)size, (int)size), (uint*)memory, cost, 2 * blockSize);
        }
        finally
        {
            NativeMemory.Clear(memory, memorySize);
            NativeMemory.AlignedFree(memory);
        }

        Rfc2898DeriveBytes.Pbkdf2(password, blocks.Span, output, 1, HashAlgorithmName.SHA256);
    }

    /// <summary>scryptROMix, section 5. The memory holds two blocks to work in, and then the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(Span<byte> block, uint* memory, int cost, int cells)
    {
        int words = cells * CellWords;
        uint* x = memory;
        uint* y = x + words;
        uint* table = y + words;

        // Each cell is kept by diagonals, so that a vector holds what one step of Salsa20 works on.
        for (int i = 0; i < words; i++) x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[Place(i)..]);
        for (long i = 0; i < cost; i++)
        {
            Buffer.MemoryCopy(x, table + (i * words), block.Length, block.Length);
            MixBlock(x, y, cells);
            Swap(ref x, ref y);
        }

        for (int i = 0; i < cost; i++)
        {
            uint* entry = table + ((long)(x[words - CellWords] & (uint)(cost - 1)) * words);
            for (int j = 0; j < words; j += 4) (Vector128.Load(x + j) ^ Vector128.Load(entry + j)).Store(x + j);
            MixBlock(x, y, cells);
            Swap(ref x, ref y);
        }

        for (int i = 0; i < words; i++) BinaryPrimitives.WriteUInt32LittleEndian(block[Place(i)..], x[i]);
    }

    // Pointers cannot be swapped as a tuple.
    private static void Swap(ref uint* x, ref uint* y)
    {
        uint* former = x;
        x = y;
        y = former;
    }

    private static int Place(int word) => (word / CellWords * CellSize) + (word % CellWords * 5 % CellWords * sizeof(uint));

    /// <summary>scryptBlockMix, section 4: even cells into the first half, odd ones into the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixBlock(uint* input, uint* output, int cells)
    {
        uint* last = input + ((cells - 1) * CellWords);
        Vector128<uint> a = Vector128.Load(last);
        Vector128<uint> b = Vector128.Load(last + 4);
        Vector128<uint> c = Vector128.Load(last + 8);
        Vector128<uint> d = Vector128.Load(last + 12);
        for (int i = 0; i < cells; i++, input += CellWords)
        {
            a ^= Vector128.Load(input);
            b ^= Vector128.Load(input + 4);
            c ^= Vector128.Load(input + 8);
            d ^= Vector128.Load(input + 12);
            Salsa(ref a, ref b, ref c, ref d);
            uint* target = output + (((i / 2) + (i % 2 * (cells / 2))) * CellWords);
            a.Store(target);
            b.Store(target + 4);
            c.Store(target + 8);
            d.Store(target + 12);
        }
    }

    /// <summary>Salsa20/8, section 3, on the four diagonals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Salsa(ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d)
    {
        (Vector128<uint> w, Vector128<uint> x, Vector128<uint> y, Vector128<uint> z) = (a, b, c, d);
        for (int i = 0; i < 4; i++)
        {
            x ^= RotateLeft(w + z, 7);
            y ^= RotateLeft(x + w, 9);
            z ^= RotateLeft(y + x, 13);
            w ^= RotateLeft(z + y, 18);
            x = Vector128.Shuffle(x, Vector128.Create(3u, 0, 1, 2));
            y = Vector128.Shuffle(y, Vector128.Create(2u, 3, 0, 1));
            z = Vector128.Shuffle(z, Vector128.Create(1u, 2, 3, 0));
            z ^= RotateLeft(w + x, 7);
            y ^= RotateLeft(z + w, 9);
            x ^= RotateLeft(y + z, 13);
            w ^= RotateLeft(x + y, 18);
            x = Vector128.Shuffle(x, Vector128.Create(1u, 2, 3, 0));
            y = Vector128.Shuffle(y, Vector128.Create(2u, 3, 0, 1));
            z = Vector128.Shuffle(z, Vector128.Create(3u, 0, 1, 2));
        }

        a += w;
        b += x;
        c += y;
        d += z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> RotateLeft(Vector128<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));
}
