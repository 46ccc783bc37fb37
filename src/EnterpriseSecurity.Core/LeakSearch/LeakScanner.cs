using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>
/// Goes through a stream once, in pieces of fixed size that overlap, so that memory does not grow with the stream and
/// nothing is missed where two pieces meet.
/// </summary>
/// <param name="fingerprints">The store's secrets.</param>
/// <param name="nameOfApiKey">The name of the API key with an id, where the store has it.</param>
internal sealed class LeakScanner(SecretFingerprints fingerprints, Func<string, string?> nameOfApiKey)
{
    /// <summary>What is read at once.</summary>
    internal const int PieceSize = 1 << 20;

    // What a key's form may look back for: the other half of a connection string, the begin of a long spelling.
    private const int Back = SecretFingerprints.LongestPattern;

    // And ahead: the rest of a token.
    private const int Ahead = 3 * 8192;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Back + PieceSize + Ahead, pinned: true);
    private readonly List<FoundSecret> _secrets = [];
    private readonly List<FoundKey> _keys = [];

    /// <summary>Searches one stream.</summary>
    /// <param name="stream">What to search, as bytes; text in UTF-8.</param>
    /// <param name="found">Takes each leak: where it is, and what.</param>
    /// <param name="cancellation">Ends the search between two pieces.</param>
    /// <returns>The bytes that were read.</returns>
    public long Scan(Stream stream, Action<LeakPosition> found, CancellationToken cancellation)
    {
        long total = 0;
        int used = 0;
        int length = 0;
        int from = 0;
        LinePosition line = new();
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                int read = stream.ReadAtLeast(_buffer.AsSpan(length), _buffer.Length - length, throwOnEndOfStream: false);
                bool isLast = read < _buffer.Length - length;
                length += read;
                total += read;
                if (used == 0 && _buffer.AsSpan(0, length).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) line.SkipMark();
                used = Math.Max(used, length);
                int to = isLast ? length : length - Ahead;
                ScanPiece(_buffer.AsSpan(0, length), from, to);
                Report(line, found);
                if (isLast) return total;
                int dropped = to - Back;
                line.Move(_buffer.AsSpan(0, dropped));
                _buffer.AsSpan(dropped, length - dropped).CopyTo(_buffer);
                length -= dropped;
                from = Back;
            }
        }
        finally
        {
            // What was searched may be secret.
            Array.Clear(_buffer, 0, used);
        }
    }

    [SkipLocalsInit]
    private void ScanPiece(ReadOnlySpan<byte> text, int from, int to)
    {
        _secrets.Clear();
        _keys.Clear();
        bool hasSecrets = !fingerprints.IsEmpty;
        ref byte first = ref MemoryMarshal.GetReference(text);
        int last = Math.Min(to, text.Length - sizeof(ulong) + 1);
        for (int at = from; at < last; at++)
        {
            ulong window = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));
            if (hasSecrets && fingerprints.Notices(window, out uint hash)) fingerprints.Match(text, at, hash, _secrets);
            if (KeyFormats.Notices(window) && KeyFormats.Match(text, at) is var (kind, start, length)) _keys.Add(new FoundKey(kind, start, length, null));
            if ((byte)window == (byte)'_' && at + 13 < text.Length && text[at + 13] == (byte)'_' && KeyFormats.MatchApiKey(text, at) is var (id, begin, extent)) _keys.Add(new FoundKey(LeakKind.ApiKey, begin, extent, nameOfApiKey(id)));
        }
    }

    private void Report(LinePosition line, Action<LeakPosition> found)
    {
        if (_secrets.Count + _keys.Count == 0) return;
        HashSet<(int, string)> told = [];
        List<LeakPosition> positions = [];
        foreach (FoundSecret one in _secrets)
        {
            // Spellings of one secret that stand at one place are one leak.
            if (told.Add((one.Start, one.Name))) positions.Add(new LeakPosition(one.Start, one.Length, LeakKind.StoreSecret, one.Name, one.Version, one.Form));
        }

        // The furthest end of the secrets that begin up to each: by it a key is compared with one, not with all.
        _secrets.Sort((x, y) => x.Start.CompareTo(y.Start));
        int[] ends = new int[_secrets.Count];
        for (int i = 0; i < ends.Length; i++) ends[i] = Math.Max(i == 0 ? 0 : ends[i - 1], _secrets[i].Start + _secrets[i].Length);
        foreach (FoundKey one in _keys)
        {
            int before = CountBefore(one.Start + one.Length);
            bool isKnown = before > 0 && ends[before - 1] > one.Start;
            if (!isKnown) positions.Add(new LeakPosition(one.Start, one.Length, one.Kind, one.Name, null, null));
        }

        positions.Sort((x, y) => x.Start.CompareTo(y.Start));
        LinePosition here = line.Copy();
        int passed = 0;
        foreach (LeakPosition position in positions)
        {
            here.Move(_buffer.AsSpan(passed, position.Start - passed));
            passed = position.Start;
            found(position with { Line = here.Line, Column = here.Column });
        }
    }

    // The number of secrets that begin before a place.
    private int CountBefore(int place)
    {
        (int low, int high) = (0, _secrets.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_secrets[middle].Start < place) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private readonly record struct FoundKey(LeakKind Kind, int Start, int Length, string? Name);
}
