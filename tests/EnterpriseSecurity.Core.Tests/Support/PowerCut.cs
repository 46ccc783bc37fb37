using System.Runtime.Versioning;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>
/// What a power cut at some moment of a recording leaves on the disk. What was synced is there. Of everything later any part
/// is: each file's writes not at all, all of them, the first of them and one of those torn at any byte, or any of their
/// sectors or pages with zeros or the old content in the others, at any of the lengths that the file had; the names up to
/// some moment, of all folders (as a file system with a journal does it) or of each for itself (all that POSIX promises).
/// </summary>
/// <param name="events">The recording.</param>
/// <param name="at">How many of the events had happened.</param>
/// <param name="random">Decides what is left.</param>
/// <param name="favoured">Begins the paths of files of which everything is left, while of others nothing unsynced is; null for any parts of any.</param>
[UnsupportedOSPlatform("windows")]
internal sealed class PowerCut(IReadOnlyList<DiskEvent> events, int at, Random random, string? favoured = null)
{
    private const int Sector = 512;
    private const int Page = 4096;
    private const int SharedMemory = 32 * 1024;

    private readonly List<string> _left = [];

    /// <summary>What was said before the cut.</summary>
    public IEnumerable<string> Said => events.Take(at).Where(one => one.Kind == DiskEventKind.Say).Select(one => one.Path);

    /// <summary>Writes what is left to an empty folder.</summary>
    public void Leave(string root)
    {
        Dictionary<string, int> files = [];
        HashSet<string> folders = [];
        foreach (DiskEvent one in Names()) Apply(one, files, folders);
        foreach (string folder in folders.Order(StringComparer.Ordinal)) Directory.CreateDirectory(Path.Combine(root, folder), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach ((string path, int file) in files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            byte[] content = path.EndsWith("-shm", StringComparison.Ordinal) ? Garbage() : Content(file, path);
            using FileStream stream = new(Path.Combine(root, path), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            stream.Write(content);
        }
    }

    public override string ToString() => $"cut after event {at} ({events[Math.Min(at, events.Count - 1)]}); {string.Join("; ", _left)}";

    private static string FolderOf(DiskEvent one) => Path.GetDirectoryName(one.Path) ?? "";

    private static void Apply(DiskEvent one, Dictionary<string, int> files, HashSet<string> folders)
    {
        switch (one.Kind)
        {
            case DiskEventKind.MakeFolder when one.Path.Length == 0 || folders.Contains(FolderOf(one)):
                folders.Add(one.Path);
                break;
            case DiskEventKind.Name when folders.Contains(FolderOf(one)):
                files[one.Path] = one.File;
                break;
            case DiskEventKind.Remove:
                files.Remove(one.Path);
                folders.Remove(one.Path);
                break;
            case DiskEventKind.Rename when files.Remove(one.Path, out int file):
                files[one.To] = file;
                break;
            case DiskEventKind.Rename when folders.Contains(one.Path):
                foreach (string folder in folders.Where(folder => folder == one.Path || folder.StartsWith(one.Path + "/", StringComparison.Ordinal)).ToArray())
                {
                    folders.Remove(folder);
                    folders.Add(one.To + folder[one.Path.Length..]);
                }

                foreach ((string path, int moved) in files.Where(pair => pair.Key.StartsWith(one.Path + "/", StringComparison.Ordinal)).ToArray())
                {
                    files.Remove(path);
                    files[one.To + path[one.Path.Length..]] = moved;
                }

                break;
        }
    }

    private IEnumerable<DiskEvent> Names()
    {
        (DiskEvent Event, int Index)[] names = [.. events.Take(at).Select((one, index) => (one, index)).Where(pair => pair.one.IsOfNames)];
        if (favoured is not null) return names.Select(pair => pair.Event);
        if (random.Next(2) == 0)
        {
            // Whatever is synced takes all earlier names with it.
            int durable = Covered(one => one.Kind is DiskEventKind.Sync or DiskEventKind.SyncFolder);
            int end = Between(durable);
            _left.Add($"names up to event {end}");
            return names.TakeWhile(pair => pair.Index < end).Select(pair => pair.Event);
        }

        Dictionary<string, int> ends = [];
        foreach (string folder in names.Select(pair => FolderOf(pair.Event)).Distinct())
        {
            int durable = Covered(one => one.Kind == DiskEventKind.SyncFolder && one.Path == folder);
            ends[folder] = Between(durable);
            _left.Add($"names in '{folder}' up to event {ends[folder]}");
        }

        return names.Where(pair => pair.Index < ends[FolderOf(pair.Event)]).Select(pair => pair.Event);
    }

    private byte[] Content(int file, string path)
    {
        int durable = Covered(one => one.Kind == DiskEventKind.Sync && one.File == file);
        MemoryStream content = new();
        List<DiskEvent> open = [];
        for (int i = 0; i < at; i++)
        {
            if (!events[i].IsOfContent || events[i].File != file) continue;
            if (i < durable) Apply(events[i], content, long.MaxValue);
            else open.Add(events[i]);
        }

        if (open.Count == 0) return content.ToArray();
        int manner = favoured is null ? random.Next(4) : path.StartsWith(favoured, StringComparison.Ordinal) ? 1 : 0;
        int whole = manner switch { 0 => 0, 1 => open.Count, _ => random.Next(open.Count) };
        _left.Add($"{path}: {open.Count} unsynced, {(manner == 3 ? "any parts" : $"{whole} left")}");
        if (manner == 3) return AnyParts(content, open);
        foreach (DiskEvent one in open.Take(whole)) Apply(one, content, long.MaxValue);
        if (manner == 2) Apply(open[whole], content, random.Next((open[whole].Bytes?.Length ?? 0) + 1));
        return content.ToArray();
    }

    private byte[] AnyParts(MemoryStream content, List<DiskEvent> open)
    {
        int unit = random.Next(2) == 0 ? Sector : Page;
        int lengthOf = random.Next(2) == 0 ? open.Count : random.Next(open.Count + 1);
        long length = content.Length;
        foreach (DiskEvent one in open.Take(lengthOf)) length = one.Kind == DiskEventKind.SetLength ? one.Offset : Math.Max(length, one.Offset + one.Bytes!.Length);
        // How many of the writes each unit has seen: a unit is written as it is in memory at some moment.
        Dictionary<long, int> seen = [];
        content.SetLength(Math.Max(content.Length, open.Max(one => one.Offset + (one.Bytes?.Length ?? 0))));
        byte[] bytes = content.GetBuffer();
        for (int i = 0; i < open.Count; i++)
        {
            long end = open[i].Bytes is { } written ? open[i].Offset + written.Length : content.Length;
            for (long position = open[i].Offset; position < end;)
            {
                long next = Math.Min(end, ((position / unit) + 1) * unit);
                if (!seen.TryGetValue(position / unit, out int moment))
                {
                    moment = random.Next(3) switch { 0 => 0, 1 => open.Count, _ => random.Next(open.Count + 1) };
                    seen[position / unit] = moment;
                }

                Span<byte> part = bytes.AsSpan((int)position, (int)(next - position));
                if (i < moment && open[i].Bytes is { } source) source.AsSpan((int)(position - open[i].Offset), part.Length).CopyTo(part);
                else if (i < moment) part.Clear();
                position = next;
            }
        }

        content.SetLength(length);
        return content.ToArray();
    }

    private static void Apply(DiskEvent one, MemoryStream content, long most)
    {
        if (one.Kind == DiskEventKind.SetLength)
        {
            if (most > 0) content.SetLength(one.Offset);
            return;
        }

        int count = (int)Math.Min(most, one.Bytes!.Length);
        if (count == 0) return;
        if (content.Length < one.Offset) content.SetLength(one.Offset);
        content.Position = one.Offset;
        content.Write(one.Bytes, 0, count);
    }

    // Memory that several processes share is no part of what a power cut keeps in order.
    private byte[] Garbage()
    {
        byte[] garbage = new byte[SharedMemory];
        random.NextBytes(garbage);
        return garbage;
    }

    private int Covered(Func<DiskEvent, bool> isSync)
    {
        int covered = 0;
        for (int i = 0; i < at; i++)
        {
            if (events[i].Kind == DiskEventKind.SyncAll || isSync(events[i])) covered = Math.Max(covered, events[i].Covers);
        }

        return covered;
    }

    private int Between(int durable) => random.Next(3) switch { 0 => durable, 1 => at, _ => random.Next(durable, at + 1) };
}
