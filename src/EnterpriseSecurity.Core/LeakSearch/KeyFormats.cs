using System.Runtime.CompilerServices;
using System.Text;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>
/// The forms of keys that are known. Each is found by a literal of at least three bytes, and then measured: its length,
/// its characters, and that it is no placeholder.
/// </summary>
internal static partial class KeyFormats
{
    // A bit for each hash of three bytes with which a literal begins.
    private const int Bits = 16;

    private static readonly KeyFormat[] Formats = [.. PrefixedTokens(), .. Blocks(), .. Assignments()];
    private static readonly ulong[] Begun = IndexBeginnings();

    /// <summary>The literals, for tests.</summary>
    public static IEnumerable<(LeakKind Kind, string Literal)> Literals => Formats.Select(format => (format.Kind, Encoding.ASCII.GetString(format.Literal)));

    /// <summary>True when a literal may begin with these bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Notices(ulong window)
    {
        uint bit = Hash((uint)window & 0xFFFFFF);
        return (Begun[bit >> 6] >> (int)(bit & 63) & 1) != 0;
    }

    /// <summary>The key whose literal begins at a place; null when there is none.</summary>
    public static (LeakKind Kind, int Start, int Length)? Match(ReadOnlySpan<byte> text, int at)
    {
        foreach (ref readonly KeyFormat format in Formats.AsSpan())
        {
            if (!text[at..].StartsWith(format.Literal)) continue;
            (int start, int length) = format.Measure(text, at);
            if (length > 0) return (format.Kind, start, length);
        }

        return null;
    }

    private static ulong[] IndexBeginnings()
    {
        ulong[] begun = new ulong[1 << (Bits - 6)];
        foreach (KeyFormat format in Formats)
        {
            uint bit = Hash((uint)(format.Literal[0] | (format.Literal[1] << 8) | (format.Literal[2] << 16)));
            begun[bit >> 6] |= 1UL << (int)(bit & 63);
        }

        return begun;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint three) => three * 0x9E3779B1 >> (32 - Bits);

    private static KeyFormat Of(LeakKind kind, string literal, KeyFormatMeasure measure) => new(kind, Encoding.ASCII.GetBytes(literal), measure);
}
