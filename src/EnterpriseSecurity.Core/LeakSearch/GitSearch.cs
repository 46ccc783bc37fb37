using System.Globalization;
using System.Text;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>
/// Searches every object of git repositories: each version of each file, and the messages of commits and tags, also those
/// that no branch reaches any more. A blob is searched once, however many commits have it.
/// </summary>
internal sealed class GitSearch(LeakScanner scanner, LeakSearchOptions options, LeakSearchSummary summary, Action<SecretLeak> found, CancellationToken cancellation)
{
    private const string Tool = "git";

    // Objects in one question, for a command line has an end.
    private const int MostAtOnce = 200;

    public void SearchAll(IEnumerable<string> repositories)
    {
        foreach (string repository in repositories)
        {
            cancellation.ThrowIfCancellationRequested();
            Search(repository);
        }
    }

    // An object's header is its id, type and size; its content follows, and a line end.
    internal static (string Id, string Type, long Size)? ParseHeader(string line)
    {
        string[] parts = line.Split(' ');
        return parts.Length == 3 && parts[0].Length is 40 or 64 && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? (parts[0], parts[1], size) : null;
    }

    private void Search(string repository)
    {
        using ToolProcess? objects = ToolProcess.TryStart(Tool, "-C", repository, "cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer");
        if (objects is null)
        {
            summary.AddNotSearched(repository, "git is not installed");
            return;
        }

        using CancellationTokenRegistration stop = cancellation.Register(objects.Dispose);
        List<(string Id, string Type, LeakPosition Leak)> leaks = [];
        long missing = 0;
        try
        {
            using BufferedStream output = new(objects.Output, 1 << 16);
            while (ReadLine(output) is { } line)
            {
                cancellation.ThrowIfCancellationRequested();
                if (IsMissing(line))
                {
                    missing++;
                    continue;
                }

                if (ParseHeader(line) is not var (id, type, size)) throw new IOException("git wrote what is not known");
                using BoundedStream content = new(output, size);
                SearchObject(id, type, size, content, leaks);
                content.Drain();
                output.ReadByte();
            }

            if (objects.Complete() is { } complaint) summary.AddNotSearched(repository, complaint);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            cancellation.ThrowIfCancellationRequested();
            summary.AddNotSearched(repository, error.Message);
        }

        if (missing > 0) summary.AddNotSearched(repository, string.Create(CultureInfo.InvariantCulture, $"{missing} objects cannot be read"));
        Tell(repository, [.. leaks.GroupBy(leak => leak.Id)]);
    }

    private void SearchObject(string id, string type, long size, BoundedStream content, List<(string, string, LeakPosition)> leaks)
    {
        if (type == "tree" || size == 0) return;
        if (size > options.MaximumSize)
        {
            summary.TooLarge++;
            return;
        }

        Encoding? wide = TextKind.Of(content.Peek(TextKind.LookedAt), out bool isBinary);
        if (isBinary && !options.IncludeBinary)
        {
            summary.Binary++;
            return;
        }

        using Stream text = TextKind.AsUtf8(content, wide);
        summary.Bytes += scanner.Scan(text, leak => leaks.Add((id, type, leak)), cancellation);
        summary.Items++;
    }

    // Only what was found is worth asking git which commit brought it, and each time it goes through all commits.
    private void Tell(string repository, IGrouping<string, (string Id, string Type, LeakPosition Leak)>[] objects)
    {
        foreach (IGrouping<string, (string Id, string Type, LeakPosition Leak)>[] some in objects.Chunk(MostAtOnce))
        {
            Dictionary<string, (string? Commit, string? Path)> origins = OriginsOf(repository, [.. some.Where(one => one.First().Type == "blob").Select(one => one.Key)]);
            foreach (IGrouping<string, (string Id, string Type, LeakPosition Leak)> one in some)
            {
                (string? Commit, string? Path) origin = one.First().Type switch
                {
                    "commit" => (one.Key, "(message)"),
                    "tag" => (null, "(tag)"),
                    _ => origins.GetValueOrDefault(one.Key),
                };
                LeakSource source = new(LeakPlace.Git, origin.Path ?? "(unreachable)");
                foreach ((_, _, LeakPosition leak) in one) found(source.Tell(leak) with { Repository = repository, Commit = origin.Commit, ObjectId = one.Key });
            }
        }
    }

    // The oldest commit that has each blob, and where. What the repository's settings would run or leave out is said to be off.
    private Dictionary<string, (string? Commit, string? Path)> OriginsOf(string repository, HashSet<string> blobs)
    {
        Dictionary<string, (string? Commit, string? Path)> origins = [];
        if (blobs.Count == 0) return origins;
        string[] arguments =
        [
            "-C", repository, "--no-pager", "-c", "log.showRoot=true", "-c", "color.ui=false", "log", "--all", "--reflog", "--full-history", "-m", "--no-show-signature", "--no-ext-diff", "--no-textconv",
            "--no-renames", "--no-relative", "--raw", "--no-abbrev", "-z", "--format=%x01%H", .. blobs.Select(blob => $"--find-object={blob}"),
        ];
        using ToolProcess? log = ToolProcess.TryStart(Tool, arguments);
        if (log is null) return origins;
        using CancellationTokenRegistration stop = cancellation.Register(log.Dispose);
        using StreamReader text = new(log.Output, new UTF8Encoding(false));
        string[] parts = text.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        string commit = "";
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i][0] == '\u0001')
            {
                commit = parts[i][1..].Trim();
                continue;
            }

            // Modes, the two objects and a letter; the path is what follows. The newest commit comes first, so that the last one is the oldest.
            string[] fields = parts[i].Trim().Split(' ');
            if (fields.Length != 5 || ++i >= parts.Length) continue;
            foreach (string blob in fields[2..4].Where(blobs.Contains)) origins[blob] = (commit, parts[i]);
        }

        cancellation.ThrowIfCancellationRequested();
        return origins;
    }

    private static bool IsMissing(string line) => line.EndsWith(" missing", StringComparison.Ordinal);

    private static string? ReadLine(BufferedStream output)
    {
        StringBuilder line = new();
        for (int one = output.ReadByte(); one != '\n'; one = output.ReadByte())
        {
            if (one < 0) return null;
            if (line.Length > 200) throw new IOException("git wrote what is not known");
            line.Append((char)one);
        }

        return line.ToString();
    }
}
