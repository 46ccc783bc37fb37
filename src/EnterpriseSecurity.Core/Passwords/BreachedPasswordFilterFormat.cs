using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// The file of a filter, version 1; all numbers are little-endian. A header of 64 bytes, an index of 65,536 entries of
/// 16 bytes, and then 5 bytes for each password. docs/password-policy.md describes it byte by byte.
/// </summary>
internal static class BreachedPasswordFilterFormat
{
    public const int Version = 1;
    public const int HeaderSize = 64;
    public const int Buckets = 1 << 16;
    public const int IndexEntrySize = 16;
    public const int EntrySize = 5;
    public const long DataStart = HeaderSize + ((long)Buckets * IndexEntrySize);

    /// <summary>The bits of a hash that the filter keeps: 16 by the bucket, 40 in the entry.</summary>
    public const int KeptBits = 16 + (8 * EntrySize);

    /// <summary>A bucket of a list of 200 thousand million hashes is smaller than this.</summary>
    public const int LargestBucket = 3_355_443 * EntrySize;

    private const int CheckedHeaderSize = 32;

    public static ReadOnlySpan<byte> Magic => "ESBREACH"u8;

    /// <summary>Writes the header; its last 32 bytes are the SHA-256 of what is before them and of the index.</summary>
    public static byte[] WriteHeader(BreachedPasswordHash hash, long entries, long minimumCount, ReadOnlySpan<byte> index)
    {
        byte[] header = new byte[HeaderSize];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), Version);
        header[10] = (byte)(hash == BreachedPasswordHash.Sha1 ? 1 : 2);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), entries);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), minimumCount);
        CheckSumOf(header, index).CopyTo(header.AsSpan(CheckedHeaderSize));
        return header;
    }

    /// <summary>Reads and checks a header with its index.</summary>
    /// <exception cref="MalformedDataException">They are not as they were written.</exception>
    /// <exception cref="UnsupportedException">It is of a later version.</exception>
    public static (BreachedPasswordHash Hash, long Entries, long MinimumCount) ReadHeader(string path, ReadOnlySpan<byte> header, ReadOnlySpan<byte> index, long fileLength)
    {
        int version = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        if (version != Version) throw SecurityErrors.BreachFilterTooNew(path, version);
        if (!CheckSumOf(header, index).AsSpan().SequenceEqual(header[CheckedHeaderSize..])) throw SecurityErrors.BreachFilterDamaged(path, "its header or index was changed");
        long entries = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        if (entries < 0 || entries > (long.MaxValue - DataStart) / EntrySize || fileLength != DataStart + (entries * EntrySize)) throw SecurityErrors.BreachFilterDamaged(path, "it is not as long as it says");
        BreachedPasswordHash hash = header[10] switch
        {
            1 => BreachedPasswordHash.Sha1,
            2 => BreachedPasswordHash.Ntlm,
            _ => throw SecurityErrors.BreachFilterDamaged(path, "it names no known hash"),
        };
        return (hash, entries, BinaryPrimitives.ReadInt64LittleEndian(header[24..]));
    }

    /// <summary>The check of a bucket: the first 8 bytes of the SHA-256 of its number (4 bytes) and its entries.</summary>
    public static ulong CheckOf(int bucket, ReadOnlySpan<byte> entries)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[4];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32LittleEndian(number, bucket);
        sha.AppendData(number);
        sha.AppendData(entries);
        sha.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>The bucket of a hash.</summary>
    public static int BucketOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt16BigEndian(hash);

    /// <summary>The part of a hash that its entry holds, most significant byte first.</summary>
    public static ReadOnlySpan<byte> EntryOf(ReadOnlySpan<byte> hash) => hash.Slice(2, EntrySize);

    private static byte[] CheckSumOf(ReadOnlySpan<byte> header, ReadOnlySpan<byte> index)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(header[..CheckedHeaderSize]);
        sha.AppendData(index);
        return sha.GetHashAndReset();
    }
}
