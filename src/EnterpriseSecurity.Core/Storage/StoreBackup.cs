using System.Buffers.Binary;
using System.Formats.Tar;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Backups of a whole store in one file: the magic <c>ESBACKUP1\n</c>, the length of store.json (4 bytes, big
/// endian), store.json as it is, then a tar archive of everything else, encrypted by <see cref="ChunkedAead"/> under a
/// key from the store's root key. What unlocks the store unlocks its backups.
/// </summary>
internal static class StoreBackup
{
    private const int LargestDescriptor = 1 << 20;
    private const int Version = 1;
    private static ReadOnlySpan<byte> Name => "ESBACKUP"u8;
    private static ReadOnlySpan<byte> Magic => "ESBACKUP1\n"u8;
    private static ReadOnlySpan<byte> Label => "EnterpriseSecurity/1/StoreBackup"u8;

    /// <summary>Writes a backup from a consistent copy of the database and the files beside it.</summary>
    public static void Write(string storeFolder, byte[] descriptor, string databaseCopy, string databaseName, KeyRing keys, string path, IProgress<double>? progress, CancellationToken cancellation)
    {
        string archive = databaseCopy + ".tar";
        try
        {
            using (FileStream tar = OwnerOnlyFile.CreateNew(archive))
            {
                using (TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true))
                {
                    writer.WriteEntry(databaseCopy, databaseName);
                    foreach (string folder in SecurityStore.Folders) WriteFolder(writer, storeFolder, folder, cancellation);
                }

                tar.Position = 0;
                using FileStream target = OwnerOnlyFile.CreateNew(path);
                Span<byte> length = stackalloc byte[4];
                BinaryPrimitives.WriteInt32BigEndian(length, descriptor.Length);
                target.Write(Magic);
                target.Write(length);
                target.Write(descriptor);
                ChunkedAead.Encrypt(keys.For(KeyPurpose.Backup), Label, new WatchedStream(tar, progress, cancellation), target);
                target.Flush(flushToDisk: true);
            }
        }
        finally
        {
            Leftover.Remove(archive);
        }
    }

    /// <summary>Unpacks a backup into an empty folder.</summary>
    /// <exception cref="MalformedDataException">The file is no whole backup.</exception>
    /// <exception cref="AuthenticationFailedException">The protector does not unlock it.</exception>
    public static void Unpack(string path, string folder, KeyProtector protector, IProgress<double>? progress, CancellationToken cancellation)
    {
        using FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] start = new byte[Magic.Length + 4];
        int read = source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (FileMagic.VersionOf(start, Name) is var version and > Version) throw SecurityErrors.BackupTooNew(path, version);
        if (read < start.Length || !start.AsSpan().StartsWith(Magic)) throw SecurityErrors.BackupMalformed(path, "it does not begin as one");
        int length = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(Magic.Length));
        if (length is <= 0 or > LargestDescriptor) throw SecurityErrors.BackupMalformed(path, "its header is damaged");
        byte[] descriptorBytes = new byte[length];
        if (source.ReadAtLeast(descriptorBytes, length, throwOnEndOfStream: false) < length) throw SecurityErrors.BackupMalformed(path, "it ends in its header");

        OwnerOnlyFile.WriteNew(Path.Combine(folder, StoreDescriptor.FileName), descriptorBytes);
        (StoreDescriptor descriptor, byte[] covered, byte[] mac) = StoreDescriptor.Read(folder);
        using KeyRing keys = new(SecurityStore.Unlock(descriptor, protector) ?? throw SecurityErrors.StoreUnlockFailed(path), descriptor.Id);
        StoreDescriptor.Verify(keys, folder, covered, mac);
        string archive = Path.Combine(folder, "restore.tar");
        try
        {
            using FileStream tar = OwnerOnlyFile.CreateNew(archive);
            if (!ChunkedAead.TryDecrypt(keys.For(KeyPurpose.Backup), Label, new WatchedStream(source, progress, cancellation), tar)) throw SecurityErrors.BackupMalformed(path, "its content was cut or changed");
            tar.Position = 0;
            Extract(tar, folder, path);
        }
        finally
        {
            Leftover.Remove(archive);
        }
    }

    private static void WriteFolder(TarWriter writer, string storeFolder, string folder, CancellationToken cancellation)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(storeFolder, folder), "*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Path.GetFileName(file) == ".lock" || file.EndsWith(".tmp", StringComparison.Ordinal)) continue;
            writer.WriteEntry(file, Path.GetRelativePath(storeFolder, file).Replace('\\', '/'));
        }
    }

    private static void Extract(Stream tar, string folder, string path)
    {
        foreach (string name in SecurityStore.Folders) OwnerOnlyFile.CreateFolder(Path.Combine(folder, name));
        using TarReader reader = new(tar, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            string target = Path.GetFullPath(Path.Combine(folder, entry.Name));
            bool inside = target.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            if (!inside || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) throw SecurityErrors.BackupMalformed(path, "it holds something other than a store's files");
            OwnerOnlyFile.CreateFolder(Path.GetDirectoryName(target)!);
            using FileStream file = OwnerOnlyFile.CreateNew(target);
            entry.DataStream?.CopyTo(file);
            file.Flush(flushToDisk: true);
        }

        foreach (string made in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder)) DurableRename.FlushFolder(made);
    }
}
