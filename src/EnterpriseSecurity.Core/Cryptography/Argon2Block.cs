using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EnterpriseSecurity.Cryptography;

/// <summary>The compression function G of RFC 9106, section 3.5: with AVX2 where there is, and portable elsewhere.</summary>
internal static unsafe class Argon2Block
{
    private const int Words = 128;

    private static readonly Vector256<byte> Rotate24 = Vector256.Create(
        (byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);

    private static readonly Vector256<byte> Rotate16 = Vector256.Create(
        (byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9);

    /// <summary>Compresses two blocks into a third, or, with <paramref name="xor"/>, onto it.</summary>
    /// <param name="previous">1,024 bytes.</param>
    /// <param name="reference">1,024 bytes.</param>
    /// <param name="destination">1,024 bytes; may be one of the two.</param>
    /// <param name="scratch">1,024 bytes to work in.</param>
    /// <param name="xor">Whether the destination's present content takes part.</param>
    public static void Compress(ulong* previous, ulong* reference, ulong* destination, ulong* scratch, bool xor)
    {
        if (Avx2.IsSupported) CompressAvx2(previous, reference, destination, scratch, xor);
        else CompressPortable(previous, reference, destination, scratch, xor);
    }

    /// <summary>The portable form; the other one must equal it.</summary>
    internal static void CompressPortable(ulong* previous, ulong* reference, ulong* destination, ulong* scratch, bool xor)
    {
        for (int i = 0; i < Words; i++)
        {
            ulong mixed = previous[i] ^ reference[i];
            scratch[i] = mixed;
            destination[i] = xor ? destination[i] ^ mixed : mixed;
        }

        for (int row = 0; row < Words; row += 16) Permute(scratch + row, 1, 2);
        for (int column = 0; column < 16; column += 2) Permute(scratch + column, 1, 16);
        for (int i = 0; i < Words; i++) destination[i] ^= scratch[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CompressAvx2(ulong* previous, ulong* reference, ulong* destination, ulong* scratch, bool xor)
    {
        for (int i = 0; i < Words; i += 4)
        {
            Vector256<ulong> mixed = Vector256.Load(previous + i) ^ Vector256.Load(reference + i);
            mixed.Store(scratch + i);
            (xor ? Vector256.Load(destination + i) ^ mixed : mixed).Store(destination + i);
        }

        for (ulong* row = scratch; row < scratch + Words; row += 16)
        {
            Vector256<ulong> a = Vector256.Load(row);
            Vector256<ulong> b = Vector256.Load(row + 4);
            Vector256<ulong> c = Vector256.Load(row + 8);
            Vector256<ulong> d = Vector256.Load(row + 12);
            Round(ref a, ref b, ref c, ref d);
            a.Store(row);
            b.Store(row + 4);
            c.Store(row + 8);
            d.Store(row + 12);
        }

        for (ulong* column = scratch; column < scratch + 16; column += 2)
        {
            Vector256<ulong> a = Vector256.Create(Vector128.Load(column), Vector128.Load(column + 16));
            Vector256<ulong> b = Vector256.Create(Vector128.Load(column + 32), Vector128.Load(column + 48));
            Vector256<ulong> c = Vector256.Create(Vector128.Load(column + 64), Vector128.Load(column + 80));
            Vector256<ulong> d = Vector256.Create(Vector128.Load(column + 96), Vector128.Load(column + 112));
            Round(ref a, ref b, ref c, ref d);
            a.GetLower().Store(column);
            a.GetUpper().Store(column + 16);
            b.GetLower().Store(column + 32);
            b.GetUpper().Store(column + 48);
            c.GetLower().Store(column + 64);
            c.GetUpper().Store(column + 80);
            d.GetLower().Store(column + 96);
            d.GetUpper().Store(column + 112);
        }

        for (int i = 0; i < Words; i += 4) (Vector256.Load(destination + i) ^ Vector256.Load(scratch + i)).Store(destination + i);
    }

    // One round of BLAKE2b's permutation on a 4 by 4 matrix held in rows: columns, then diagonals.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d)
    {
        Mix(ref a, ref b, ref c, ref d);
        b = Avx2.Permute4x64(b, 0b00_11_10_01);
        c = Avx2.Permute4x64(c, 0b01_00_11_10);
        d = Avx2.Permute4x64(d, 0b10_01_00_11);
        Mix(ref a, ref b, ref c, ref d);
        b = Avx2.Permute4x64(b, 0b10_01_00_11);
        c = Avx2.Permute4x64(c, 0b01_00_11_10);
        d = Avx2.Permute4x64(d, 0b00_11_10_01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d)
    {
        a = Add(a, b);
        d = Avx2.Shuffle((d ^ a).AsUInt32(), 0b10_11_00_01).AsUInt64();
        c = Add(c, d);
        b = Avx2.Shuffle((b ^ c).AsByte(), Rotate24).AsUInt64();
        a = Add(a, b);
        d = Avx2.Shuffle((d ^ a).AsByte(), Rotate16).AsUInt64();
        c = Add(c, d);
        b ^= c;
        b = Avx2.ShiftRightLogical(b, 63) ^ Avx2.Add(b, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Add(Vector256<ulong> x, Vector256<ulong> y)
    {
        Vector256<ulong> product = Avx2.Multiply(x.AsUInt32(), y.AsUInt32());
        return Avx2.Add(Avx2.Add(x, y), Avx2.Add(product, product));
    }

    // The sixteen words are eight pairs, a pair's words one apart and the pairs a stride apart.
    private static void Permute(ulong* v, int within, int stride)
    {
        Span<ulong> m = stackalloc ulong[16];
        for (int i = 0; i < 16; i++) m[i] = v[((i / 2) * stride) + ((i % 2) * within)];
        for (int i = 0; i < 4; i++) Mix(m, i, 4 + i, 8 + i, 12 + i);
        for (int i = 0; i < 4; i++) Mix(m, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
        for (int i = 0; i < 16; i++) v[((i / 2) * stride) + ((i % 2) * within)] = m[i];
    }

    private static void Mix(Span<ulong> m, int a, int b, int c, int d)
    {
        m[a] = Add(m[a], m[b]);
        m[d] = BitOperations.RotateRight(m[d] ^ m[a], 32);
        m[c] = Add(m[c], m[d]);
        m[b] = BitOperations.RotateRight(m[b] ^ m[c], 24);
        m[a] = Add(m[a], m[b]);
        m[d] = BitOperations.RotateRight(m[d] ^ m[a], 16);
        m[c] = Add(m[c], m[d]);
        m[b] = BitOperations.RotateRight(m[b] ^ m[c], 63);
    }

    private static ulong Add(ulong x, ulong y) => x + y + (2 * (ulong)(uint)x * (uint)y);
}
