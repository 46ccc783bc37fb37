using System.Text;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>Searches files.</summary>
internal sealed class FileSearch(LeakScanner scanner, LeakSearchOptions options, LeakSearchSummary summary, Action<SecretLeak> found, CancellationToken cancellation)
{
    // As git and grep look.
    private const int LookedAtForText = 8000;

    private readonly byte[] _head = new byte[LookedAtForText];

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
            using FileStream stream = new(file.FullName, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
            if (!stream.CanSeek || stream.Length == 0) return;
            if (stream.Length > options.MaximumSize)
            {
                summary.TooLarge++;
                return;
            }

            Encoding? wide = TextOf(stream, out bool isBinary);
            if (isBinary && !options.IncludeBinary)
            {
                summary.Binary++;
                return;
            }

            LeakSource source = new(place, file.FullName) { IsBinary = isBinary, WrittenAt = new DateTimeOffset(file.LastWriteTimeUtc) };
            // Keys of known forms are ASCII, so that UTF-16 is read as UTF-8.
            using Stream text = wide is null ? stream : Encoding.CreateTranscodingStream(stream, wide, Encoding.UTF8, leaveOpen: true);
            summary.Bytes += scanner.Scan(text, leak => found(source.Tell(leak)), cancellation);
            summary.Items++;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            summary.AddNotSearched(file.FullName, error is UnauthorizedAccessException ? "there is no permission to read it" : "it cannot be read");
        }
    }

    private Encoding? TextOf(FileStream stream, out bool isBinary)
    {
        int length = stream.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        ReadOnlySpan<byte> head = _head.AsSpan(0, length);
        isBinary = false;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        isBinary = head.Contains((byte)0);
        return null;
    }
}
