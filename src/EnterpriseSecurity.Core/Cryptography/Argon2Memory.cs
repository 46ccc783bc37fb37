using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnterpriseSecurity.Cryptography;

/// <summary>The memory of one Argon2 computation, and how it is filled: RFC 9106, sections 3.2 to 3.4.</summary>
internal sealed unsafe class Argon2Memory : IDisposable
{
    private const int BlockWords = 128;
    private const int BlockSize = BlockWords * sizeof(ulong);
    private const int Slices = 4;

    private readonly Argon2Variant _variant;
    private readonly int _passes;
    private readonly int _lanes;
    private readonly int _segmentLength;
    private readonly int _laneLength;
    private ulong* _blocks;

    /// <summary>Allocates the memory outside the garbage collector's heap.</summary>
    public Argon2Memory(Argon2Variant variant, Argon2Parameters parameters)
    {
        _variant = variant;
        _passes = parameters.Iterations;
        _lanes = parameters.Parallelism;
        _segmentLength = parameters.MemoryKiB / (Slices * _lanes);
        _laneLength = _segmentLength * Slices;
        _blocks = (ulong*)NativeMemory.AlignedAlloc(Size, 64);
    }

    private nuint Size => (nuint)_laneLength * (nuint)_lanes * BlockSize;

    /// <summary>A block as bytes.</summary>
    public Span<byte> BlockBytes(int lane, int column) => new(Block(lane, column), BlockSize);

    /// <summary>Runs all passes. The lanes of a slice do not depend on each other and run side by side.</summary>
    public void Fill()
    {
        for (int pass = 0; pass < _passes; pass++)
        {
            for (int slice = 0; slice < Slices; slice++)
            {
                (int p, int s) = (pass, slice);
                if (_lanes == 1) FillSegment(p, s, 0);
                else Parallel.For(0, _lanes, lane => FillSegment(p, s, lane));
            }
        }
    }

    /// <summary>The last blocks of all lanes, combined into that of the first.</summary>
    public ReadOnlySpan<byte> CombineLastBlocks()
    {
        ulong* result = Block(0, _laneLength - 1);
        for (int lane = 1; lane < _lanes; lane++)
        {
            ulong* last = Block(lane, _laneLength - 1);
            for (int i = 0; i < BlockWords; i++) result[i] ^= last[i];
        }

        // The words are little-endian in the specification, and so is every platform of .NET 10.
        return new ReadOnlySpan<byte>(result, BlockSize);
    }

    /// <summary>Wipes and frees the memory.</summary>
    public void Dispose()
    {
        if (_blocks is null) return;
        NativeMemory.Clear(_blocks, Size);
        NativeMemory.AlignedFree(_blocks);
        _blocks = null;
    }

    private ulong* Block(int lane, int column) => _blocks + ((((long)lane * _laneLength) + column) * BlockWords);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillSegment(int pass, int slice, int lane)
    {
        bool independent = _variant == Argon2Variant.Argon2i || (_variant == Argon2Variant.Argon2id && pass == 0 && slice < Slices / 2);
        ulong* scratch = stackalloc ulong[4 * BlockWords];
        ulong* addresses = scratch + BlockWords;
        ulong* input = addresses + BlockWords;
        ulong* zero = input + BlockWords;
        if (independent)
        {
            new Span<ulong>(addresses, 3 * BlockWords).Clear();
            input[0] = (ulong)pass;
            input[1] = (ulong)lane;
            input[2] = (ulong)slice;
            input[3] = (ulong)_laneLength * (ulong)_lanes;
            input[4] = (ulong)_passes;
            input[5] = (ulong)_variant;
        }

        int start = pass == 0 && slice == 0 ? 2 : 0;
        if (independent && start != 0) NextAddresses(zero, input, addresses, scratch);
        int column = (slice * _segmentLength) + start;
        ulong* previous = Block(lane, column == 0 ? _laneLength - 1 : column - 1);
        for (int index = start; index < _segmentLength; index++, column++)
        {
            if (independent && index % BlockWords == 0) NextAddresses(zero, input, addresses, scratch);
            ulong random = independent ? addresses[index % BlockWords] : previous[0];
            ulong* current = Block(lane, column);
            Argon2Block.Compress(previous, Reference(pass, slice, lane, index, random), current, scratch, xor: pass > 0);
            previous = current;
        }

        new Span<ulong>(scratch, 4 * BlockWords).Clear();
    }

    private static void NextAddresses(ulong* zero, ulong* input, ulong* addresses, ulong* scratch)
    {
        input[6]++;
        Argon2Block.Compress(zero, input, addresses, scratch, xor: false);
        Argon2Block.Compress(zero, addresses, addresses, scratch, xor: false);
    }

    private ulong* Reference(int pass, int slice, int lane, int index, ulong random)
    {
        int referenceLane = pass == 0 && slice == 0 ? lane : (int)((random >> 32) % (ulong)_lanes);
        long area = pass == 0 ? (long)slice * _segmentLength : _laneLength - _segmentLength;
        if (referenceLane == lane) area += index - 1;
        else if (index == 0) area--;

        ulong square = ((random & 0xFFFFFFFF) * (random & 0xFFFFFFFF)) >> 32;
        long position = area - 1 - (long)(((ulong)area * square) >> 32);
        long begin = pass == 0 || slice == Slices - 1 ? 0 : (long)(slice + 1) * _segmentLength;
        return Block(referenceLane, (int)((begin + position) % _laneLength));
    }
}
