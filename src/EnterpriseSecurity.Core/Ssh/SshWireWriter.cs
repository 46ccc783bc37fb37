using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// Writes the data types of RFC 4251 section 5. What is written may be secret: the memory is pinned, and wiped
/// when it grows and on <see cref="Dispose"/>.
/// </summary>
internal sealed class SshWireWriter : IDisposable
{
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(512, pinned: true);

    /// <summary>How many bytes have been written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>A copy of what has been written; only for what is not secret.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>A wiped-on-dispose copy of what has been written.</summary>
    public SecretBuffer ToSecret() => SecretBuffer.CopyOf(Written);

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void WriteByte(byte value) => Reserve(1)[0] = value;

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Reserve(8), value);

    public void WriteString(ReadOnlySpan<byte> bytes)
    {
        WriteUInt32((uint)bytes.Length);
        WriteBytes(bytes);
    }

    public void WriteText(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        WriteUInt32((uint)length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    /// <summary>Writes an unsigned big-endian number in its shortest form.</summary>
    public void WritePositiveInteger(ReadOnlySpan<byte> magnitude)
    {
        magnitude = magnitude.TrimStart((byte)0);
        bool needsZero = !magnitude.IsEmpty && (magnitude[0] & 0x80) != 0;
        WriteUInt32((uint)(magnitude.Length + (needsZero ? 1 : 0)));
        if (needsZero) WriteByte(0);
        WriteBytes(magnitude);
    }

    /// <summary>Writes what another writer holds as one string.</summary>
    public void WriteString(SshWireWriter inner) => WriteString(inner.Written);

    public void Dispose() => CryptographicOperations.ZeroMemory(_buffer);

    private Span<byte> Reserve(int count)
    {
        int needed = checked(Length + count);
        if (needed > _buffer.Length)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(needed, _buffer.Length * 2), pinned: true);
            Written.CopyTo(larger);
            CryptographicOperations.ZeroMemory(_buffer);
            _buffer = larger;
        }

        Span<byte> reserved = _buffer.AsSpan(Length, count);
        Length = needed;
        return reserved;
    }
}
