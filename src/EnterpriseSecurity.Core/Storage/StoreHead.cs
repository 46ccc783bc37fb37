using System.Buffers.Binary;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// What the store knows of itself as a whole, sealed in one row and replaced by every write: where the audit chain
/// ends, and how many records there are with which digest, so that a row that was taken out or put back is noticed.
/// </summary>
internal sealed record StoreHead
{
    private const int Size = 1 + 8 + 32 + 8 + 32 + 8 + 8 + 32;

    /// <summary>The head of a store without a record or an entry.</summary>
    public static StoreHead Empty { get; } = new();

    /// <summary>The sequence number of the last audit line; 0 before the first.</summary>
    public long Sequence { get; init; }

    /// <summary>The mac of the last audit line; zeros before the first.</summary>
    public byte[] Mac { get; init; } = new byte[32];

    /// <summary>The number of records in all collections.</summary>
    public long Records { get; init; }

    /// <summary>The digest of all records.</summary>
    public RecordDigest Digest { get; init; }

    /// <summary>The revision of store.json that goes with this store.</summary>
    public long DescriptorRevision { get; init; }

    /// <summary>The sequence number before the first audit line that is kept; 0 until retention takes old ones away.</summary>
    public long TrimmedSequence { get; init; }

    /// <summary>The mac of the line at <see cref="TrimmedSequence"/>.</summary>
    public byte[] TrimmedMac { get; init; } = new byte[32];

    /// <summary>Seals the head for the store's row.</summary>
    public byte[] Seal(KeyRing keys, string storeId)
    {
        Span<byte> plain = stackalloc byte[Size];
        plain[0] = 1;
        BinaryPrimitives.WriteInt64BigEndian(plain[1..], Sequence);
        Mac.CopyTo(plain[9..]);
        BinaryPrimitives.WriteInt64BigEndian(plain[41..], Records);
        Digest.Write(plain[49..]);
        BinaryPrimitives.WriteInt64BigEndian(plain[81..], DescriptorRevision);
        BinaryPrimitives.WriteInt64BigEndian(plain[89..], TrimmedSequence);
        TrimmedMac.CopyTo(plain[97..]);
        return keys.Head.Seal(plain, Encoding.UTF8.GetBytes(storeId));
    }

    /// <summary>Opens a sealed head; null when it is not authentic.</summary>
    public static StoreHead? TryOpen(KeyRing keys, string storeId, byte[] sealedHead)
    {
        using SecretBuffer? buffer = keys.Head.TryOpen(sealedHead, Encoding.UTF8.GetBytes(storeId));
        if (buffer is null || buffer.Length != Size || buffer.Span[0] != 1) return null;
        ReadOnlySpan<byte> plain = buffer.Span;
        return new StoreHead
        {
            Sequence = BinaryPrimitives.ReadInt64BigEndian(plain[1..]),
            Mac = plain[9..41].ToArray(),
            Records = BinaryPrimitives.ReadInt64BigEndian(plain[41..]),
            Digest = RecordDigest.Read(plain[49..81]),
            DescriptorRevision = BinaryPrimitives.ReadInt64BigEndian(plain[81..]),
            TrimmedSequence = BinaryPrimitives.ReadInt64BigEndian(plain[89..]),
            TrimmedMac = plain[97..129].ToArray(),
        };
    }
}
