using System.Security.Cryptography;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Overwrites a file with random bytes, flushes that to the disk, and deletes it. A disk that remaps blocks (any
/// SSD), a journal, a snapshot or a backup may keep the old bytes: only a passphrase protects against those.
/// </summary>
internal static class FileErasure
{
    private const int Block = 64 * 1024;

    /// <summary>Erases a file; one that is absent is no error. A symbolic link is deleted, and its target left as it is.</summary>
    public static void Erase(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists) return;
        if (file.LinkTarget is null)
        {
            using FileStream stream = Open(path, FileShare.None);
            Overwrite(stream);
        }

        file.Delete();
    }

    /// <summary>Opens a file to overwrite it, also one that its owner has made read-only.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        FileInfo file = new(path);
        if (file.IsReadOnly) file.IsReadOnly = false;
        return new FileStream(path, FileMode.Open, FileAccess.Write, share, bufferSize: 0);
    }

    /// <summary>Overwrites an open file with random bytes, and flushes that to the disk.</summary>
    public static void Overwrite(FileStream stream)
    {
        byte[] noise = new byte[(int)Math.Min(Block, Math.Max(1, stream.Length))];
        for (long left = stream.Length; left > 0; left -= noise.Length)
        {
            RandomNumberGenerator.Fill(noise);
            stream.Write(noise, 0, (int)Math.Min(noise.Length, left));
        }

        stream.Flush(flushToDisk: true);
    }
}
