using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Bytes that must not outlive their use: keys, passphrases, plaintext. The memory is pinned, so the garbage
/// collector leaves no copies of it behind, and it is wiped on <see cref="Dispose"/>.
/// </summary>
public sealed class SecretBuffer : IDisposable
{
    private readonly int _start;
    private byte[]? _bytes;

    /// <summary>Makes a zeroed buffer.</summary>
    /// <param name="length">The size in bytes; zero is allowed.</param>
    public SecretBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _bytes = GC.AllocateArray<byte>(length, pinned: true);
    }

    private SecretBuffer(byte[] bytes, int start)
    {
        _bytes = bytes;
        _start = start;
    }

    /// <summary>The size in bytes.</summary>
    public int Length => Bytes.Length - _start;

    /// <summary>The bytes themselves. Valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been wiped.</exception>
    public Span<byte> Span => Bytes.AsSpan(_start);

    /// <summary>The bytes as memory, for APIs that take no span. Valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been wiped.</exception>
    public Memory<byte> Memory => Bytes.AsMemory(_start);

    private byte[] Bytes => _bytes ?? throw new ObjectDisposedException(nameof(SecretBuffer));

    /// <summary>Makes a buffer that holds a copy of <paramref name="source"/>.</summary>
    public static SecretBuffer CopyOf(ReadOnlySpan<byte> source)
    {
        SecretBuffer buffer = new(source.Length);
        source.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>Makes a buffer of <paramref name="length"/> bytes from the system's random number generator.</summary>
    public static SecretBuffer Random(int length)
    {
        SecretBuffer buffer = new(length);
        RandomNumberGenerator.Fill(buffer.Span);
        return buffer;
    }

    /// <summary>Makes a buffer with the UTF-8 encoding of <paramref name="text"/>.</summary>
    /// <exception cref="InvalidInputException">The text is not valid Unicode: it has half of a surrogate pair.</exception>
    public static SecretBuffer FromUtf8(ReadOnlySpan<char> text)
    {
        SecretBuffer buffer = new(Encoding.UTF8.GetByteCount(text));
        // With a replacement for what cannot be encoded, different passwords would become the same bytes.
        if (Utf8.FromUtf16(text, buffer.Span, out _, out _, replaceInvalidSequences: false) == OperationStatus.Done) return buffer;
        buffer.Dispose();
        throw SecurityErrors.SecretNotUnicode();
    }

    /// <summary>Wipes the bytes. May be called more than once.</summary>
    public void Dispose()
    {
        byte[]? bytes = Interlocked.Exchange(ref _bytes, null);
        if (bytes is not null) CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>Says how long the buffer is, never what is in it.</summary>
    public override string ToString() => _bytes is null ? "SecretBuffer (wiped)" : $"SecretBuffer ({Length} bytes)";

    /// <summary>Gives the bytes from <paramref name="start"/> on to another buffer, without a copy; this one is as wiped, and the other wipes all of them.</summary>
    internal SecretBuffer GiveFrom(int start)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length);
        byte[] bytes = Interlocked.Exchange(ref _bytes, null) ?? throw new ObjectDisposedException(nameof(SecretBuffer));
        return new SecretBuffer(bytes, _start + start);
    }
}
