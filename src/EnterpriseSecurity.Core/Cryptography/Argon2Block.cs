using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EnterpriseSecurity.Cryptography;

/// <summary>The compression function G of RFC 9106, section 3.5: with AVX2 where there is, and portable elsewhere.</summary>
internal static unsafe class Argon2Block
{
    private const int Words = 128;

    // The hot methods are compiled in full at once: unlocking a store is often the first thing that a process does.
    private static Vector256<byte> Rotate24 => Vector256.Create(
        (byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);

    private static Vector256<byte> Rotate16 => Vector256.Create(
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

        for (int pair = 0; pair < 4; pair++) PermuteTwoRows((Vector256<ulong>*)scratch + (8 * pair));
        for (int pair = 0; pair < 4; pair++) PermuteTwoColumns((Vector256<ulong>*)scratch + pair);
        for (int i = 0; i < Words; i += 4) (Vector256.Load(destination + i) ^ Vector256.Load(scratch + i)).Store(destination + i);
    }

    // The permutation P over two neighbouring rows; a vector holds four words of one row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PermuteTwoRows(Vector256<ulong>* s)
    {
        Vector256<ulong> a0 = s[0], b0 = s[1], c0 = s[2], d0 = s[3];
        Vector256<ulong> a1 = s[4], b1 = s[5], c1 = s[6], d1 = s[7];
        MixTwo(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);

        // Turn b, c and d by one, two and three words, so that diagonals stand where columns stood.
        b0 = Avx2.Permute4x64(b0, 0b00_11_10_01);
        c0 = Avx2.Permute4x64(c0, 0b01_00_11_10);
        d0 = Avx2.Permute4x64(d0, 0b10_01_00_11);
        b1 = Avx2.Permute4x64(b1, 0b00_11_10_01);
        c1 = Avx2.Permute4x64(c1, 0b01_00_11_10);
        d1 = Avx2.Permute4x64(d1, 0b10_01_00_11);
        MixTwo(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);

        s[0] = a0;
        s[1] = Avx2.Permute4x64(b0, 0b10_01_00_11);
        s[2] = Avx2.Permute4x64(c0, 0b01_00_11_10);
        s[3] = Avx2.Permute4x64(d0, 0b00_11_10_01);
        s[4] = a1;
        s[5] = Avx2.Permute4x64(b1, 0b10_01_00_11);
        s[6] = Avx2.Permute4x64(c1, 0b01_00_11_10);
        s[7] = Avx2.Permute4x64(d1, 0b00_11_10_01);
    }

    // The permutation P over two neighbouring columns; a vector holds one cell of each, the left column's in its low half.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PermuteTwoColumns(Vector256<ulong>* s)
    {
        Vector256<ulong> a0 = s[0], a1 = s[4], b0 = s[8], b1 = s[12];
        Vector256<ulong> c0 = s[16], c1 = s[20], d0 = s[24], d1 = s[28];
        MixTwo(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);

        Vector256<ulong> low = Turn(b1, b0), high = Turn(b0, b1);
        (b0, b1) = (low, high);
        low = Turn(d0, d1);
        high = Turn(d1, d0);
        (d0, d1) = (low, high);
        MixTwo(ref a0, ref b0, ref c1, ref d0, ref a1, ref b1, ref c0, ref d1);

        s[0] = a0;
        s[4] = a1;
        s[8] = Turn(b0, b1);
        s[12] = Turn(b1, b0);
        s[16] = c0;
        s[20] = c1;
        s[24] = Turn(d1, d0);
        s[28] = Turn(d0, d1);
    }

    // In each half: the upper word of low, then the lower word of high.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Turn(Vector256<ulong> high, Vector256<ulong> low) => Avx2.AlignRight(high, low, 8);

    // Eight mixes at once. Two chains side by side hide the latency of the multiplication.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixTwo(
        ref Vector256<ulong> a0, ref Vector256<ulong> b0, ref Vector256<ulong> c0, ref Vector256<ulong> d0,
        ref Vector256<ulong> a1, ref Vector256<ulong> b1, ref Vector256<ulong> c1, ref Vector256<ulong> d1)
    {
        a0 = Add(a0, b0);
        a1 = Add(a1, b1);
        d0 = Avx2.Shuffle((d0 ^ a0).AsUInt32(), 0b10_11_00_01).AsUInt64();
        d1 = Avx2.Shuffle((d1 ^ a1).AsUInt32(), 0b10_11_00_01).AsUInt64();
        c0 = Add(c0, d0);
        c1 = Add(c1, d1);
        b0 = Avx2.Shuffle((b0 ^ c0).AsByte(), Rotate24).AsUInt64();
        b1 = Avx2.Shuffle((b1 ^ c1).AsByte(), Rotate24).AsUInt64();
        a0 = Add(a0, b0);
        a1 = Add(a1, b1);
        d0 = Avx2.Shuffle((d0 ^ a0).AsByte(), Rotate16).AsUInt64();
        d1 = Avx2.Shuffle((d1 ^ a1).AsByte(), Rotate16).AsUInt64();
        c0 = Add(c0, d0);
        c1 = Add(c1, d1);
        b0 ^= c0;
        b1 ^= c1;
        b0 = (b0 + b0) ^ (b0 >>> 63);
        b1 = (b1 + b1) ^ (b1 >>> 63);
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
