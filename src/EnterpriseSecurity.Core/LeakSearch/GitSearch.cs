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
        try
        {
            using BufferedStream output = new(objects.Output, 1 << 16);
            while (ReadLine(output) is { } line)
            {
                cancellation.ThrowIfCancellationRequested();
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

        foreach (IGrouping<string, (string Id, string Type, LeakPosition Leak)> one in leaks.GroupBy(leak => leak.Id)) Tell(repository, one.Key, one.First().Type, [.. one.Select(leak => leak.Leak)]);
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

    // Only what was found is worth asking git which commit brought it.
    private void Tell(string repository, string id, string type, List<LeakPosition> leaks)
    {
        (string? commit, string? path) = type == "commit" ? (id, "(message)") : type == "tag" ? (null, "(tag)") : OldestCommitOf(repository, id);
        LeakSource source = new(LeakPlace.Git, path ?? "(unreachable)");
        foreach (LeakPosition leak in leaks) found(source.Tell(leak) with { Repository = repository, Commit = commit, ObjectId = id });
    }

    private (string? Commit, string? Path) OldestCommitOf(string repository, string blob)
    {
        string[] arguments = ["-C", repository, "-c", "core.quotePath=false", "log", "--all", "--reflog", "--full-history", "-m", "--no-ext-diff", "--no-textconv", "--no-renames", "--raw", "--no-abbrev", "-z", "--format=%x01%H", $"--find-object={blob}"];
        using ToolProcess? log = ToolProcess.TryStart(Tool, arguments);
        if (log is null) return default;
        using CancellationTokenRegistration stop = cancellation.Register(log.Dispose);
        using StreamReader text = new(log.Output, new UTF8Encoding(false));
        string? commit = null;
        string? path = null;
        // The newest comes first, so that the last one that names the blob is the oldest.
        foreach (string entry in text.ReadToEnd().Split('\u0001', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split('\0', StringSplitOptions.RemoveEmptyEntries);
            for (int i = 1; i + 1 < parts.Length; i += 2)
            {
                if (!parts[i].Contains(blob, StringComparison.Ordinal)) continue;
                commit = parts[0].Trim();
                path = parts[i + 1];
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return (commit, path);
    }

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
