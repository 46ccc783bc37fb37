namespace EnterpriseSecurity.Storage;

/// <summary>
/// Many new owner-only files at once, each as <see cref="OwnerOnlyFile.WriteNew"/> writes it. The disk takes the
/// flushes of several files together, and each folder is flushed once, which is where the time goes otherwise.
/// </summary>
internal static class OwnerOnlyBatch
{
    private const int FlushesAtOnce = 16;

    /// <summary>
    /// Writes the files, durably. When one fails, none of them is left; after a power cut some may be there, each whole.
    /// </summary>
    /// <exception cref="IOException">A file exists already, which stays untouched, or cannot be written.</exception>
    public static void WriteNew(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files)
    {
        string[] temporary = [.. files.Select(file => $"{file.Path}.{Guid.NewGuid():N}.tmp")];
        int published = 0;
        try
        {
            WriteTemporaries(files, temporary);
            for (; published < files.Count; published++) DurableRename.WithoutOverwrite(temporary[published], files[published].Path);
            foreach (string folder in files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file.Path))!).Distinct()) DurableRename.FlushFolder(folder);
        }
        catch
        {
            for (int i = 0; i < files.Count; i++) TryDelete(i < published ? files[i].Path : temporary[i]);
            throw;
        }
    }

    private static void WriteTemporaries(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, string[] temporary)
    {
        int next = -1;
        void WriteSome()
        {
            for (int index = Interlocked.Increment(ref next); index < files.Count; index = Interlocked.Increment(ref next))
            {
                using FileStream stream = OwnerOnlyFile.CreateNew(temporary[index]);
                stream.Write(files[index].Content.Span);
                stream.Flush(flushToDisk: true);
            }
        }

        // Threads of their own: they wait for the disk nearly all the time, and the pool would give but a few.
        Task[] writers = [.. Enumerable.Range(0, Math.Min(FlushesAtOnce, files.Count)).Select(_ => Task.Factory.StartNew(WriteSome, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            Task.WaitAll(writers);
        }
        catch (AggregateException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }
}
