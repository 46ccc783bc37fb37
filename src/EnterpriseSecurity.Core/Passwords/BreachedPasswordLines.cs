using System.Buffers;
using System.Globalization;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// Walks over the lines <c>HEX[:COUNT]</c> in a part of a list, and refuses what is no such line or comes out of
/// order. A line that the part cuts off at its end is left for the next part.
/// </summary>
internal ref struct BreachedPasswordLines
{
    /// <summary>No line is as long: 40 digits, a colon, 19 digits and the line's end.</summary>
    public const int MaximumLength = 64;

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _prefix;
    private readonly Span<byte> _hash;
    private readonly bool _isEnd;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Begins at the start of a line.</summary>
    /// <param name="path">The list, for errors.</param>
    /// <param name="part">Bytes of the list.</param>
    /// <param name="position">Where in the list they begin.</param>
    /// <param name="isEnd">True when the list ends with them.</param>
    /// <param name="hash">Takes each line's hash; as long as the list's hashes are.</param>
    /// <param name="prefix">Hexadecimal digits that all lines leave out.</param>
    public BreachedPasswordLines(string path, ReadOnlySpan<byte> part, long position, bool isEnd, Span<byte> hash, ReadOnlySpan<byte> prefix = default)
    {
        _path = path;
        _rest = part;
        _isEnd = isEnd;
        _hash = hash;
        _prefix = prefix;
        Position = position;
        Next = position;
    }

    /// <summary>Where the line begins.</summary>
    public long Position { get; private set; }

    /// <summary>Where the next line begins.</summary>
    public long Next { get; private set; }

    /// <summary>The key of the line's hash; at the start, what the first one must not be below.</summary>
    public ulong Key { get; set; }

    /// <summary>The line's count, or null.</summary>
    public long? Count { get; private set; }

    /// <summary>Leaves out what stands before the first line's start.</summary>
    public void SkipPartialLine()
    {
        int end = _rest[..Math.Min(_rest.Length, MaximumLength)].IndexOf((byte)'\n');
        if (end < 0) throw SecurityErrors.BreachListMalformed(_path, $"the line around byte {Next} is too long");
        Next += end + 1;
        _rest = _rest[(end + 1)..];
    }

    /// <summary>Goes to the next whole line.</summary>
    public bool MoveNext()
    {
        int end = _rest.IndexOf((byte)'\n');
        if (end < 0 && (!_isEnd || _rest.IsEmpty))
        {
            if (_rest.Length > MaximumLength) throw SecurityErrors.BreachListMalformed(_path, $"the line at byte {Next} is too long");
            return false;
        }

        int length = end < 0 ? _rest.Length : end;
        Position = Next;
        if (!TryRead(_rest[..length])) throw SecurityErrors.BreachListMalformed(_path, $"at byte {Position} is no line of a hash and a count");
        int taken = end < 0 ? length : end + 1;
        Next += taken;
        _rest = _rest[taken..];
        ulong key = BreachedPasswordDigest.KeyOf(_hash);
        if (key < Key) throw SecurityErrors.BreachListNotSorted(_path, Position);
        Key = key;
        return true;
    }

    /// <summary>Splits a line into its digits and its count.</summary>
    /// <returns>False when it is no such line.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> line, int digits, out ReadOnlySpan<byte> hex, out long? count)
    {
        count = null;
        hex = default;
        if (line.EndsWith("\r"u8)) line = line[..^1];
        if (line.Length < digits) return false;
        hex = line[..digits];
        if (line.Length == digits) return true;
        if (line[digits] != ':' || !long.TryParse(line[(digits + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
        count = number;
        return true;
    }

    private bool TryRead(ReadOnlySpan<byte> line)
    {
        int digits = (_hash.Length * 2) - _prefix.Length;
        if (!TrySplit(line, digits, out ReadOnlySpan<byte> hex, out long? count)) return false;
        Count = count;
        if (_prefix.IsEmpty) return Convert.FromHexString(hex, _hash, out _, out _) == OperationStatus.Done;
        Span<byte> whole = stackalloc byte[2 * BreachedPasswordDigest.MaximumSize];
        _prefix.CopyTo(whole);
        hex.CopyTo(whole[_prefix.Length..]);
        return Convert.FromHexString(whole[..(_hash.Length * 2)], _hash, out _, out _) == OperationStatus.Done;
    }
}
