using System.Text;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>Searches files.</summary>
internal sealed class FileSearch(LeakScanner scanner, LeakSearchOptions options, LeakSearchSummary summary, Action<SecretLeak> found, CancellationToken cancellation)
{
    private readonly byte[] _head = new byte[TextKind.LookedAt];

    /// <summary>Searches folders and files by path.</summary>
    public void SearchAll(IReadOnlyList<string> paths, IProgress<double>? progress)
    {
        for (int i = 0; i < paths.Count; i++)
        {
            List<FileInfo> files = [];
            foreach (FileInfo file in FileTree.Files(paths[i]))
            {
                cancellation.ThrowIfCancellationRequested();
                files.Add(file);
            }

            for (int done = 0; done < files.Count; done++)
            {
                progress?.Report((i + ((double)done / files.Count)) / paths.Count);
                Search(LeakPlace.File, files[done]);
            }
        }
    }

    /// <summary>Searches files of a kind.</summary>
    public void Search(LeakPlace place, IEnumerable<FileInfo> files)
    {
        foreach (FileInfo file in files) Search(place, file);
    }

    private void Search(LeakPlace place, FileInfo file)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            // Empty, a pipe or a device: opening one could wait for ever.
            if (((FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file).Length == 0) return;
            using FileStream stream = new(file.FullName, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
            if (!stream.CanSeek || stream.Length == 0) return;
            if (stream.Length > options.MaximumSize)
            {
                summary.TooLarge++;
                return;
            }

            int read = stream.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            Encoding? wide = TextKind.Of(_head.AsSpan(0, read), out bool isBinary);
            if (isBinary && !options.IncludeBinary)
            {
                summary.Binary++;
                return;
            }

            LeakSource source = new(place, file.FullName) { IsBinary = isBinary, WrittenAt = new DateTimeOffset(file.LastWriteTimeUtc) };
            using Stream text = TextKind.AsUtf8(stream, wide);
            summary.Bytes += scanner.Scan(text, leak => found(source.Tell(leak)), cancellation);
            summary.Items++;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            summary.AddNotSearched(file.FullName, Directory.Exists(file.FullName) ? LeakText.CannotBeListed : error is UnauthorizedAccessException ? "there is no permission to read it" : "it cannot be read");
        }
    }
}
