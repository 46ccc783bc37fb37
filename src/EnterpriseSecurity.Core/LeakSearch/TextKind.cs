using System.Text;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>Tells text from what is none by its beginning.</summary>
internal static class TextKind
{
    /// <summary>How much of the beginning is looked at, as git and grep do.</summary>
    public const int LookedAt = 8000;

    /// <summary>The encoding of UTF-16 text; null for any other text, which is taken for UTF-8, and for what is no text.</summary>
    public static Encoding? Of(ReadOnlySpan<byte> head, out bool isBinary)
    {
        isBinary = false;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        isBinary = head.Contains((byte)0);
        return null;
    }

    /// <summary>A stream of UTF-8, as keys of known forms are looked for in it; the given one stays open.</summary>
    public static Stream AsUtf8(Stream stream, Encoding? encoding) =>
        encoding is null ? new BoundedStream(stream) : Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8, leaveOpen: true);
}
