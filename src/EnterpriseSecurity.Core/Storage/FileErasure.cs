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
        if (file.LinkTarget is null) Overwrite(file);
        file.Delete();
    }

    private static void Overwrite(FileInfo file)
    {
        using FileStream stream = new(file.FullName, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] noise = new byte[(int)Math.Min(Block, Math.Max(1, stream.Length))];
        for (long left = stream.Length; left > 0; left -= noise.Length)
        {
            RandomNumberGenerator.Fill(noise);
            stream.Write(noise, 0, (int)Math.Min(noise.Length, left));
        }

        stream.Flush(flushToDisk: true);
    }
}
