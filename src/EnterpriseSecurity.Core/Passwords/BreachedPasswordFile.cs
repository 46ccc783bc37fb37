using Microsoft.Win32.SafeHandles;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// A sorted text file of hashes, as Have I Been Pwned publishes it ("ordered by hash"): lines <c>HEX[:COUNT]</c> of
/// SHA-1 (40 digits) or NTLM (32 digits), ended by CRLF or LF. It is searched where it lies, by interpolation and then
/// bisection: some blocks of 4 KiB are read, however large it is. It may be used by several threads.
/// </summary>
public sealed class BreachedPasswordFile : BreachedPasswordList
{
    private const int BlockSize = 4096;
    private const int ReadSize = 1 << 20;
    private const int Samples = 64;

    // Hashes are spread evenly, so a few guesses land beside the place; for a file where they are not, bisection ends it.
    private const int MostGuesses = 12;

    private readonly SafeFileHandle _file;
    private readonly long _end;

    /// <summary>Opens a file, and checks its first and last lines and some between them for their order.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is no such list, or is not sorted.</exception>
    public BreachedPasswordFile(string path)
        : base(BreachedPasswordSource.SortedFile, Path.GetFullPath(path))
    {
        _file = OpenFile(Location);
        try
        {
            _end = FindEnd();
            Hash = FindHashKind();
            CheckSamples();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    internal override BreachedPasswordMatch FindHash(ReadOnlySpan<byte> hash, CancellationToken cancellation = default)
    {
        Window window = new() { High = _end, HighKey = ulong.MaxValue };
        ulong key = BreachedPasswordDigest.KeyOf(hash);
        for (int probes = 0; window.Low < window.High; probes++)
        {
            long at = probes < MostGuesses ? window.Guess(key) : window.Low + ((window.High - window.Low) / 2);
            at = Math.Clamp(at - (BlockSize / 2), window.Low, Math.Max(window.Low, window.High - BlockSize));
            if (Probe(at, hash, ref window, out long? count)) return Match(true, count);
        }

        return Match(false, null);
    }

    internal override void ReadAll(BreachedPasswordVisitor visit, IProgress<double>? progress, CancellationToken cancellation)
    {
        byte[] part = new byte[ReadSize];
        Span<byte> hash = stackalloc byte[BreachedPasswordDigest.SizeOf(Hash)];
        ulong key = 0;
        for (long at = 0; at < _end;)
        {
            cancellation.ThrowIfCancellationRequested();
            int length = Read(at, part);
            BreachedPasswordLines lines = new(Location, part.AsSpan(0, length), at, at + length == _end, hash) { Key = key };
            while (lines.MoveNext()) visit(hash, lines.Count);
            (at, key) = (lines.Next, lines.Key);
            progress?.Report((double)at / _end);
        }
    }

    // Either the line is found, or the window becomes smaller by a line at least.
    private bool Probe(long at, ReadOnlySpan<byte> wanted, ref Window window, out long? count)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        Span<byte> hash = stackalloc byte[wanted.Length];
        int length = Read(at, block);
        BreachedPasswordLines lines = new(Location, block[..length], at, at + length == _end, hash);
        if (at > window.Low) lines.SkipPartialLine();
        lines.Key = window.LowKey;
        bool isFirst = true;
        while (lines.MoveNext())
        {
            if (lines.Position < window.High && lines.Key > window.HighKey) throw SecurityErrors.BreachListNotSorted(Location, window.High);
            int order = hash.SequenceCompareTo(wanted);
            if (order == 0)
            {
                count = lines.Count;
                return true;
            }

            if (order > 0)
            {
                // Beyond the first line of the block, the wanted one would have stood before this one.
                window = isFirst ? window with { High = lines.Position, HighKey = lines.Key } : window with { High = window.Low };
                count = null;
                return false;
            }

            isFirst = false;
        }

        window = window with { Low = lines.Next, LowKey = lines.Key };
        count = null;
        return false;
    }

    private int Read(long at, Span<byte> block)
    {
        int wanted = (int)Math.Min(block.Length, _end - at);
        int length = 0;
        while (length < wanted)
        {
            int read = RandomAccess.Read(_file, block[length..wanted], at + length);
            if (read == 0) throw SecurityErrors.BreachListMalformed(Location, "it became shorter while it was read");
            length += read;
        }

        return length;
    }

    // The list ends where its last line does, be there a line end after it or not.
    private long FindEnd()
    {
        long length = RandomAccess.GetLength(_file);
        Span<byte> tail = stackalloc byte[4];
        long start = Math.Max(0, length - tail.Length);
        int read = RandomAccess.Read(_file, tail, start);
        long end = start + tail[..read].TrimEnd("\r\n"u8).Length;
        return end > start ? end : throw SecurityErrors.BreachListMalformed(Location, length == 0 ? "it is empty" : "it ends with empty lines");
    }

    private BreachedPasswordHash FindHashKind()
    {
        Span<byte> start = stackalloc byte[BreachedPasswordLines.MaximumLength];
        ReadOnlySpan<byte> line = start[..Read(0, start)];
        int end = line.IndexOf((byte)'\n');
        if (end >= 0) line = line[..end];
        foreach (BreachedPasswordHash hash in Enum.GetValues<BreachedPasswordHash>())
        {
            if (BreachedPasswordLines.TrySplit(line, 2 * BreachedPasswordDigest.SizeOf(hash), out _, out _)) return hash;
        }

        throw SecurityErrors.BreachListMalformed(Location, "its first line is not a SHA-1 or NTLM hash in hexadecimal digits, with or without a count");
    }

    // A list that is sorted otherwise, as by count, is found out here and not by a wrong answer.
    private void CheckSamples()
    {
        Span<byte> block = stackalloc byte[BlockSize];
        Span<byte> hash = stackalloc byte[BreachedPasswordDigest.SizeOf(Hash)];
        ulong key = 0;
        long last = Math.Max(0, _end - BlockSize);
        for (int i = 0; i < Samples; i++)
        {
            long at = (long)((Int128)last * i / (Samples - 1));
            int length = Read(at, block);
            BreachedPasswordLines lines = new(Location, block[..length], at, at + length == _end, hash);
            if (at > 0) lines.SkipPartialLine();
            // Blocks of a small list overlap; then each is checked for itself.
            if (last > (long)Samples * BlockSize) lines.Key = key;
            while (lines.MoveNext())
            {
            }

            key = lines.Key;
        }
    }

    /// <summary>Where the wanted line can be: lines before <see cref="Low"/> are below it, lines from <see cref="High"/> on above.</summary>
    private readonly record struct Window
    {
        public long Low { get; init; }

        public ulong LowKey { get; init; }

        public long High { get; init; }

        public ulong HighKey { get; init; }

        public long Guess(ulong key)
        {
            double share = key > LowKey && HighKey > LowKey ? (double)(key - LowKey) / (HighKey - LowKey) : 0;
            return Low + (long)(share * (High - Low));
        }
    }
}
