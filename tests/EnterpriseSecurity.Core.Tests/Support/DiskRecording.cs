using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Reads from strace's log what a process did to the files under one folder, and what it said.</summary>
internal sealed class DiskRecording
{
    private const int LongestString = 1 << 22;

    private readonly string _root;
    private readonly List<DiskEvent> _events = [];
    private readonly Dictionary<string, int> _files = [];
    private readonly HashSet<string> _folders = [];
    // What each descriptor stands for: a file's number, a folder's path, or null for what is none of ours.
    private readonly Dictionary<int, object?> _open = [];
    private readonly Dictionary<int, long> _positions = [];
    private int _made;

    private DiskRecording(string root) => _root = root;

    /// <summary>strace's arguments for a log that this reads.</summary>
    public static string[] Arguments(string log) =>
    [
        "-f", "-qq", "-xx", "-s", LongestString.ToString(CultureInfo.InvariantCulture), "--seccomp-bpf", "-o", log, "-e",
        "trace=open,creat,openat,close,mkdir,mkdirat,rmdir,rename,renameat,renameat2,link,linkat,unlink,unlinkat,write,pwrite64,writev,pwritev,pwritev2," +
        "lseek,ftruncate,truncate,fallocate,copy_file_range,sendfile,fsync,fdatasync,sync,syncfs",
    ];

    /// <summary>Takes down what is there before the process begins: all of it is durable.</summary>
    public static DiskRecording Of(string root)
    {
        DiskRecording recording = new(root);
        recording.MakeFolder(root);
        foreach (string folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories)) recording.MakeFolder(folder);
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            recording._events.Add(new DiskEvent(DiskEventKind.Write, recording.MakeFile(file), Bytes: File.ReadAllBytes(file)));
        }

        recording._events.Add(new DiskEvent(DiskEventKind.SyncAll, Covers: recording._events.Count));
        return recording;
    }

    /// <summary>Adds what a log tells; paths in the events are relative to the folder.</summary>
    public IReadOnlyList<DiskEvent> Add(string log)
    {
        Dictionary<string, (string Text, int Covers)> unfinished = [];
        foreach (string line in File.ReadLines(log))
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) continue;
            string thread = line[..space], text = line[space..].TrimStart();
            int covers = _events.Count;
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                // What a descriptor stands for ends with the beginning of close: another thread may get its number at once.
                if (text.StartsWith("close(", StringComparison.Ordinal)) _open.Remove(Number(Regex.Match(text, "[0-9]+").Value));
                unfinished[thread] = (text[..^16].TrimEnd(), covers);
                continue;
            }

            Match resumed = Regex.Match(text, "^<\\.\\.\\. [a-z0-9_]+ resumed>");
            if (resumed.Success)
            {
                if (!unfinished.Remove(thread, out (string Text, int Covers) begun) || begun.Text.StartsWith("close(", StringComparison.Ordinal)) continue;
                (text, covers) = (begun.Text + text[resumed.Length..], begun.Covers);
            }

            Add(text, covers);
        }

        return _events;
    }

    private void Add(string text, int covers)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal), close = text.LastIndexOf(')');
        int equals = text.LastIndexOf("= ", StringComparison.Ordinal);
        if (open < 0 || close < open || equals < close || text[equals + 2] == '-' || text[equals + 2] == '?') return;
        // Strings are in hexadecimal digits, so that no comma is in them.
        string[] words = text[(open + 1)..close].Split(", ");
        long result = long.Parse(text[(equals + 2)..].Split(' ')[0], CultureInfo.InvariantCulture);
        switch (text[..open])
        {
            case "openat":
                Open((int)result, Text(words[1]), words[2]);
                break;
            case "close":
                _open.Remove(Number(words[0]));
                break;
            case "lseek":
                _positions[Number(words[0])] = result;
                break;
            case "write":
                Write(Number(words[0]), Bytes(words[1]), _positions.GetValueOrDefault(Number(words[0])), result);
                _positions[Number(words[0])] = _positions.GetValueOrDefault(Number(words[0])) + result;
                break;
            case "pwrite64":
                Write(Number(words[0]), Bytes(words[1]), long.Parse(words[3], CultureInfo.InvariantCulture), result);
                break;
            case "ftruncate":
                if (_open.GetValueOrDefault(Number(words[0])) is int cut) _events.Add(new DiskEvent(DiskEventKind.SetLength, cut, Offset: long.Parse(words[1], CultureInfo.InvariantCulture)));
                break;
            case "fsync" or "fdatasync":
                if (_open.GetValueOrDefault(Number(words[0])) is int synced) _events.Add(new DiskEvent(DiskEventKind.Sync, synced, Covers: covers));
                else if (_open.GetValueOrDefault(Number(words[0])) is string folder) _events.Add(new DiskEvent(DiskEventKind.SyncFolder, Path: Relative(folder), Covers: covers));
                break;
            case "sync" or "syncfs":
                _events.Add(new DiskEvent(DiskEventKind.SyncAll, Covers: covers));
                break;
            case "mkdir":
                if (IsOurs(Text(words[0]))) MakeFolder(Text(words[0]));
                break;
            case "rename":
                Rename(Text(words[0]), Text(words[1]));
                break;
            case "link":
                Link(Text(words[0]), Text(words[1]));
                break;
            case "unlink" or "rmdir":
                Remove(Text(words[0]));
                break;
            default:
                // An unknown way to change one of our files must not go unseen.
                Assert.DoesNotContain(words, word => word.StartsWith('"') && IsOurs(Text(word)));
                Assert.False(int.TryParse(words[0], out int descriptor) && _open.GetValueOrDefault(descriptor) is int, text[..open]);
                break;
        }
    }

    private void Open(int descriptor, string path, string flags)
    {
        _open[descriptor] = null;
        _positions[descriptor] = 0;
        if (!IsOurs(path)) return;
        if (_folders.Contains(path))
        {
            _open[descriptor] = path;
            return;
        }

        if (!_files.TryGetValue(path, out int file))
        {
            Assert.Contains("O_CREAT", flags, StringComparison.Ordinal);
            file = MakeFile(path);
        }

        if (flags.Contains("O_TRUNC", StringComparison.Ordinal)) _events.Add(new DiskEvent(DiskEventKind.SetLength, file));
        _open[descriptor] = file;
    }

    private void Write(int descriptor, byte[] bytes, long offset, long count)
    {
        // Others than files: the standard output is copied to another descriptor before it is used.
        if (!_open.TryGetValue(descriptor, out object? target)) Say(Encoding.UTF8.GetString(bytes[..(int)count]));
        else if (target is int file) _events.Add(new DiskEvent(DiskEventKind.Write, file, Offset: offset, Bytes: bytes[..(int)count]));
    }

    // The process tells itself things by pipes too; only a line is a line.
    private void Say(string text)
    {
        if (!text.EndsWith('\n')) return;
        foreach (string line in text.Split('\n').SkipLast(1)) _events.Add(new DiskEvent(DiskEventKind.Say, Path: line));
    }

    private void MakeFolder(string path)
    {
        _folders.Add(path);
        _events.Add(new DiskEvent(DiskEventKind.MakeFolder, Path: Relative(path)));
    }

    private int MakeFile(string path)
    {
        _files[path] = ++_made;
        _events.Add(new DiskEvent(DiskEventKind.Name, _made, Relative(path)));
        return _made;
    }

    private void Rename(string from, string to)
    {
        if (!IsOurs(from)) return;
        if (_files.Remove(from, out int file)) _files[to] = file;
        else MoveFolder(from, to);
        _events.Add(new DiskEvent(DiskEventKind.Rename, Path: Relative(from), To: Relative(to)));
    }

    private void MoveFolder(string from, string to)
    {
        foreach (string folder in _folders.Where(folder => folder == from || folder.StartsWith(from + "/", StringComparison.Ordinal)).ToArray())
        {
            _folders.Remove(folder);
            _folders.Add(to + folder[from.Length..]);
        }

        foreach ((string path, int file) in _files.Where(pair => pair.Key.StartsWith(from + "/", StringComparison.Ordinal)).ToArray())
        {
            _files.Remove(path);
            _files[to + path[from.Length..]] = file;
        }
    }

    private void Link(string existing, string created)
    {
        if (!IsOurs(existing)) return;
        _files[created] = _files[existing];
        _events.Add(new DiskEvent(DiskEventKind.Name, _files[existing], Relative(created)));
    }

    private void Remove(string path)
    {
        if (!_files.Remove(path) && !_folders.Remove(path)) return;
        _events.Add(new DiskEvent(DiskEventKind.Remove, Path: Relative(path)));
    }

    private bool IsOurs(string path) => path == _root || path.StartsWith(_root + "/", StringComparison.Ordinal);

    private string Relative(string path) => path == _root ? "" : path[(_root.Length + 1)..];

    private static string Text(string word) => Encoding.UTF8.GetString(Bytes(word)).TrimEnd('/');

    private static byte[] Bytes(string word)
    {
        Assert.EndsWith("\"", word, StringComparison.Ordinal);
        return Convert.FromHexString(word[1..^1].Replace("\\x", "", StringComparison.Ordinal));
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
