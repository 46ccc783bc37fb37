using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EnterpriseSecurity.Stress;

/// <summary>Searches all memory of this process that can be written, which is what a core dump has of it.</summary>
internal sealed unsafe class MemorySearch : IDisposable
{
    private const int Step = 1 << 20;
    private const int Longest = 128;

    // Of a line of /proc/self/pagemap: the page is in memory, or in swap. Any other has never been written.
    private const ulong HasContent = 3UL << 62;

    private static readonly ulong Page = (ulong)Environment.SystemPageSize;

    // Whole pages, so that nothing of others is passed over with it.
    private static readonly nuint WindowSize = Step + (nuint)Page;

    private readonly SafeFileHandle _memory = File.OpenHandle("/proc/self/mem");
    private readonly SafeFileHandle _pages = File.OpenHandle("/proc/self/pagemap");
    private readonly byte* _window = (byte*)NativeMemory.AlignedAlloc(WindowSize, (nuint)Page);

    /// <summary>The forms that were found, each with the kind of memory it is in.</summary>
    public IReadOnlyList<string> Find(IReadOnlyList<Needle> needles)
    {
        // Written over before anything is searched, or the last search would be found.
        NativeMemory.Clear(_window, WindowSize);
        List<string> found = [];
        foreach ((ulong from, ulong to, string name) in Regions((ulong)_window).SelectMany(WithContent))
        {
            for (ulong at = from; at < to; at += Step)
            {
                int wanted = (int)Math.Min(Step + Longest, to - at);
                int read = Read((long)at, new Span<byte>(_window, wanted));
                Search(new ReadOnlySpan<byte>(_window, read), needles, name, found);
            }
        }

        NativeMemory.Clear(_window, WindowSize);
        return found;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_window);
        _pages.Dispose();
        _memory.Dispose();
    }

    private static void Search(ReadOnlySpan<byte> window, IReadOnlyList<Needle> needles, string name, List<string> found)
    {
        // Much memory is empty.
        int start = window.IndexOfAnyExcept((byte)0);
        if (start < 0) return;
        Span<byte> beginning = stackalloc byte[Needle.BeginningSize];
        foreach (Needle needle in needles)
        {
            needle.RevealBeginning(beginning);
            for (int at = start, next; (next = window[at..].IndexOf(beginning)) >= 0; at++)
            {
                at += next;
                if (needle.IsAt(window[at..])) found.Add($"{needle.Form} in {name}");
            }
        }
    }

    private int Read(long at, Span<byte> window)
    {
        try
        {
            return RandomAccess.Read(_memory, window, at);
        }
        catch (IOException)
        {
            // A guard page, or what is a device's.
            return 0;
        }
    }

    // The parts of a region that were ever written: of most regions hardly any.
    private IEnumerable<(ulong From, ulong To, string Name)> WithContent(Region region)
    {
        if (region.IsShared)
        {
            // Others may have written it.
            yield return (region.From, region.To, region.Name);
            yield break;
        }

        ulong[] pages = new ulong[Math.Min(1 << 13, (region.To - region.From) / Page)];
        ulong? begun = null;
        for (ulong at = region.From; at < region.To;)
        {
            int wanted = (int)Math.Min((ulong)pages.Length, (region.To - at) / Page);
            int read = RandomAccess.Read(_pages, MemoryMarshal.AsBytes(pages.AsSpan(0, wanted)), (long)(at / Page * sizeof(ulong))) / sizeof(ulong);
            if (read == 0) throw new InvalidOperationException("The system does not say which memory was written.");
            for (int i = 0; i < read; i++, at += Page)
            {
                bool hasContent = (pages[i] & HasContent) != 0;
                if (hasContent)
                {
                    begun ??= at;
                }
                else if (begun is { } from)
                {
                    yield return (from, at, region.Name);
                    begun = null;
                }
            }
        }

        if (begun is { } last) yield return (last, region.To, region.Name);
    }

    private static IEnumerable<Region> Regions(ulong own)
    {
        foreach (string line in File.ReadLines("/proc/self/maps").ToArray())
        {
            string[] parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (!parts[1].StartsWith("rw", StringComparison.Ordinal) || line.Contains("/dev/", StringComparison.Ordinal)) continue;
            string[] range = parts[0].Split('-');
            (ulong from, ulong to) = (ulong.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), ulong.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Region region = new(from, to, parts.Length < 6 ? "anonymous memory" : Path.GetFileName(parts[5].Trim()), IsShared: parts[1].EndsWith('s'));
            if (own < from || own >= to)
            {
                yield return region;
                continue;
            }

            // Around the window, in which everything would be found.
            yield return region with { To = own };
            ulong after = own + WindowSize;
            if (after < to) yield return region with { From = after };
        }
    }

    private readonly record struct Region(ulong From, ulong To, string Name, bool IsShared);
}
