using System.Buffers.Binary;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// A digest of a set that changes one member at a time: the sum, modulo 2^256, of HMAC-SHA-256 over each member's
/// seal. It is kept encrypted, so nobody without the key can look for another set with the same sum.
/// </summary>
internal readonly record struct RecordDigest(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>The digest with one more member.</summary>
    public RecordDigest Add(KeyRing keys, byte[] seal) => Sum(this, Of(keys, seal));

    /// <summary>The digest without a member.</summary>
    public RecordDigest Remove(KeyRing keys, byte[] seal) => Remove(Of(keys, seal));

    /// <summary>The digest with the one member of another.</summary>
    public RecordDigest Add(RecordDigest member) => Sum(this, member);

    /// <summary>The digest without the one member of another.</summary>
    public RecordDigest Remove(RecordDigest member) =>
        Sum(Sum(this, new RecordDigest(~member.A, ~member.B, ~member.C, ~member.D)), new RecordDigest(1, 0, 0, 0));

    /// <summary>The digest of one member.</summary>
    public static RecordDigest Of(KeyRing keys, byte[] seal)
    {
        Span<byte> mac = stackalloc byte[32];
        keys.Authenticate(KeyPurpose.RecordDigest, seal, mac);
        return Read(mac);
    }

    /// <summary>Writes 32 bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, A);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], B);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], C);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], D);
    }

    /// <summary>Reads 32 bytes.</summary>
    public static RecordDigest Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[24..]));

    private static RecordDigest Sum(RecordDigest x, RecordDigest y)
    {
        UInt128 a = (UInt128)x.A + y.A;
        UInt128 b = (UInt128)x.B + y.B + (a >> 64);
        UInt128 c = (UInt128)x.C + y.C + (b >> 64);
        UInt128 d = (UInt128)x.D + y.D + (c >> 64);
        return new RecordDigest((ulong)a, (ulong)b, (ulong)c, (ulong)d);
    }
}
