using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Storage;

/// <content>How a store is made.</content>
public sealed partial class SecurityStore
{
    /// <summary>Makes a store in a folder that is absent or empty, and opens it.</summary>
    /// <param name="path">The folder; it, and what is made in it, is owner-only from the start.</param>
    /// <param name="protector">What shall unlock it.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="AlreadyExistsException">There is something in the folder.</exception>
    /// <exception cref="UnavailableException">The disk is full or fails.</exception>
    /// <exception cref="AccessRefusedException">The folder cannot be written.</exception>
    public static SecurityStore Create(string path, KeyProtector protector, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(protector);
        string folder = System.IO.Path.GetFullPath(path);
        return Fill(folder, () => CreateIn(folder, protector, server: null, time ?? TimeProvider.System));
    }

    // Makes a store's files in a folder that is absent or empty, and leaves nothing there when that fails.
    private static SecurityStore Fill(string folder, Func<SecurityStore> make)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())) throw SecurityErrors.StoreExists(folder);
        bool folderIsNew = !Directory.Exists(folder);
        try
        {
            return make();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException)
        {
            RemovePartialStore(folder, folderIsNew);
            if (error is SecurityException) throw;
            throw StoreFileFailure.Translate(error, folder);
        }
    }

    private static SecurityStore CreateIn(string folder, KeyProtector protector, StoreServer? server, TimeProvider time)
    {
        CreateFolders(folder);
        string id = Guid.NewGuid().ToString();
        DateTimeOffset now = time.GetUtcNow();
        KeyRing keys = new(SecretBuffer.Random(KeyRing.RootKeySize), id);
        IRecordStore? records = null;
        SecurityStore? store = null;
        try
        {
            StoreDescriptor descriptor = new()
            {
                Id = id,
                CreatedAt = now,
                Provider = server is null ? StoreDescriptor.Sqlite : StoreDescriptor.PostgreSql,
                Protectors = [protector.Protect(keys.Root, id, Draft(protector, now))],
            };
            records = server is null
                ? LibraryProviders.Current.CreateRecordStore(System.IO.Path.Combine(folder, DatabaseName))
                : LibraryProviders.Current.CreateServerStore(server);
            records.Write(
                writer =>
                {
                    StoredDataKey first = keys.Create(1, DataKeyKind.Symmetric, now);
                    writer.InsertDataKey(first);
                    keys.Load([first]);
                    writer.WriteHead((StoreHead.Empty with { DescriptorRevision = descriptor.Revision }).Seal(keys, id));
                    if (writer is IServerRecordWriter shared) shared.WriteDescriptor(descriptor.Serialize(keys));
                    return true;
                },
                durable: true);
            store = new SecurityStore(folder, descriptor, keys, records, time);
            store.Append(new AuditNote(AuditAction.StoreInitialized, id) { Metadata = { ["protector"] = protector.Kind.ToString() } }, durable: true);
            // Last, because a folder without store.json is no store: a crash before this leaves nothing half-made.
            StoreDescriptor.Write(server is null ? descriptor.Serialize(keys) : StoreConnection.Append(descriptor.Serialize(keys), server, keys, id), folder);
            store.Server = server?.WithPassword([]);
            return store;
        }
        catch
        {
            store?.Dispose();
            records?.Dispose();
            keys.Dispose();
            if (server is not null && records is not null) LibraryProviders.Current.RemoveServerStore(server);
            throw;
        }
    }

    private static void CreateFolders(string folder)
    {
        OwnerOnlyFile.CreateFolder(folder);
        foreach (string name in Folders) OwnerOnlyFile.CreateFolder(System.IO.Path.Combine(folder, name));
    }

    private static void RemovePartialStore(string folder, bool folderIsNew)
    {
        try
        {
            if (folderIsNew)
            {
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
                return;
            }

            foreach (string name in Folders)
            {
                string path = System.IO.Path.Combine(folder, name);
                if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            }

            foreach (string file in Directory.EnumerateFiles(folder)) File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What remains is no store, for it has no store.json; the first failure is the one to report.
        }
    }
}
