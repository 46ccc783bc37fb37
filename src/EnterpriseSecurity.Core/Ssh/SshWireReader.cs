using System.Buffers.Binary;
using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// Reads the data types of RFC 4251 section 5. Every length is checked against what is left before it is used;
/// nothing is copied unless text is asked for.
/// </summary>
internal ref struct SshWireReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly SshData _subject;

    public SshWireReader(ReadOnlySpan<byte> data, SshData subject = SshData.Key)
    {
        _data = data;
        _subject = subject;
    }

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Remaining => _data[Position..];

    /// <summary>True when everything has been read.</summary>
    public readonly bool IsAtEnd => Position == _data.Length;

    /// <summary>The bytes from <paramref name="start"/> to the present position.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => _data[start..Position];

    /// <exception cref="MalformedDataException">Fewer bytes are left.</exception>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > _data.Length - Position) throw Malformed("it ends too early.");
        ReadOnlySpan<byte> bytes = _data.Slice(Position, count);
        Position += count;
        return bytes;
    }

    /// <exception cref="MalformedDataException">No byte is left.</exception>
    public byte ReadByte() => ReadBytes(1)[0];

    /// <exception cref="MalformedDataException">Fewer than four bytes are left.</exception>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(4));

    /// <exception cref="MalformedDataException">Fewer than eight bytes are left.</exception>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64BigEndian(ReadBytes(8));

    /// <summary>Reads a length and that many bytes.</summary>
    /// <exception cref="MalformedDataException">The length points past the end.</exception>
    public ReadOnlySpan<byte> ReadString()
    {
        uint length = ReadUInt32();
        if (length > int.MaxValue) throw Malformed("a length is out of range.");
        return ReadBytes((int)length);
    }

    /// <summary>Reads a string as strict UTF-8.</summary>
    /// <exception cref="MalformedDataException">It is not UTF-8, or the length points past the end.</exception>
    public string ReadText()
    {
        ReadOnlySpan<byte> bytes = ReadString();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("a text in it is not UTF-8.");
        }
    }

    /// <summary>Reads a positive multiple-precision integer; returns its magnitude without leading zeros.</summary>
    /// <exception cref="MalformedDataException">It is zero, negative or not in its shortest form.</exception>
    public ReadOnlySpan<byte> ReadPositiveInteger()
    {
        ReadOnlySpan<byte> bytes = ReadString();
        if (bytes.IsEmpty) throw Malformed("a number in it is zero.");
        if ((bytes[0] & 0x80) != 0) throw Malformed("a number in it is negative.");
        if (bytes[0] != 0) return bytes;
        if (bytes.Length == 1 || (bytes[1] & 0x80) == 0) throw Malformed("a number in it is not in its shortest form.");
        return bytes[1..];
    }

    /// <exception cref="MalformedDataException">Bytes are left.</exception>
    public readonly void ExpectEnd()
    {
        if (!IsAtEnd) throw Malformed("there are bytes after its end.");
    }

    public readonly MalformedDataException Malformed(string detail) => SecurityErrors.SshMalformed(_subject, detail);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
