using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EnterpriseSecurity.Stress;

/// <summary>Searches all memory of this process that can be written, which is what a core dump has of it.</summary>
internal sealed unsafe class MemorySearch : IDisposable
{
    private const int Step = 1 << 20;
    private const int Longest = 128;

    private readonly SafeFileHandle _memory = File.OpenHandle("/proc/self/mem");
    private readonly byte* _window = (byte*)NativeMemory.AlignedAlloc(Step + Longest, 4096);

    /// <summary>The forms that were found, each with the kind of memory it is in.</summary>
    public IReadOnlyList<string> Find(IReadOnlyList<Needle> needles)
    {
        // Written over before anything is searched, or the last search would be found.
        NativeMemory.Clear(_window, Step + Longest);
        ILookup<int, Needle> byStart = needles.ToLookup(needle => needle.Start);
        bool[] starts = new bool[1 << 16];
        foreach (Needle needle in needles) starts[needle.Start] = true;
        List<string> found = [];
        foreach ((ulong from, ulong to, string name) in Regions((ulong)_window))
        {
            for (ulong at = from; at < to; at += Step)
            {
                int wanted = (int)Math.Min(Step + Longest, to - at);
                int read = Read((long)at, new Span<byte>(_window, wanted));
                Search(new ReadOnlySpan<byte>(_window, read), byStart, starts, name, found);
            }
        }

        NativeMemory.Clear(_window, Step + Longest);
        return found;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_window);
        _memory.Dispose();
    }

    private static void Search(ReadOnlySpan<byte> window, ILookup<int, Needle> byStart, bool[] starts, string name, List<string> found)
    {
        int end = Math.Min(window.Length - 1, Step);
        for (int i = 0; i < end; i++)
        {
            if (window[i] == 0)
            {
                // Most memory is empty.
                int empty = window[i..end].IndexOfAnyExcept((byte)0);
                if (empty < 0) return;
                i += empty;
            }

            int start = window[i] | (window[i + 1] << 8);
            if (!starts[start]) continue;
            foreach (Needle needle in byStart[start])
            {
                if (needle.IsAt(window[i..])) found.Add($"{needle.Form} in {name}");
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

    private static IEnumerable<(ulong From, ulong To, string Name)> Regions(ulong own)
    {
        foreach (string line in File.ReadLines("/proc/self/maps").ToArray())
        {
            string[] parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (!parts[1].StartsWith("rw", StringComparison.Ordinal) || line.Contains("/dev/", StringComparison.Ordinal)) continue;
            string[] range = parts[0].Split('-');
            (ulong from, ulong to) = (ulong.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), ulong.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            string name = parts.Length < 6 ? "anonymous memory" : Path.GetFileName(parts[5].Trim());
            if (own < from || own >= to)
            {
                yield return (from, to, name);
                continue;
            }

            // Around the window, in which everything would be found.
            yield return (from, own, name);
            ulong after = own + Step + Longest;
            if (after < to) yield return (after, to, name);
        }
    }
}
