using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// An open store: a folder with <c>store.json</c>, the database, the audit trail, and the files that other programs
/// need as files. Several processes may have it open. It may be used by several threads.
/// </summary>
public sealed partial class SecurityStore : IDisposable
{
    /// <summary>The folders in a store, each owner-only.</summary>
    internal static readonly string[] Folders = ["audit", "ssh", "certs"];

    private const string DatabaseName = "store.db";

    // Only on Windows does a thread act for another user; elsewhere each look-up reads the list of users.
    private static readonly string ProcessUser = Environment.UserName;
    private static readonly string HostName = Environment.MachineName;

    private readonly IRecordStore _records;
    private readonly IServerRecordStore? _server;
    private readonly KeyRing _keys;
    private readonly RecordVault _vault;
    private bool _disposed;

    private SecurityStore(string path, StoreDescriptor descriptor, KeyRing keys, IRecordStore records, TimeProvider time)
    {
        Path = path;
        Id = descriptor.Id;
        CreatedAt = descriptor.CreatedAt;
        Time = time;
        _keys = keys;
        _records = records;
        _server = records as IServerRecordStore;
        _vault = new RecordVault(keys, time);
        Audit = new AuditTrail(this, records, keys, System.IO.Path.Combine(path, "audit"));
    }

    /// <summary>The store's folder, absolute.</summary>
    public string Path { get; }

    /// <summary>The store's id, a UUID.</summary>
    public string Id { get; }

    /// <summary>When the store was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>False once the store was closed.</summary>
    public bool IsOpen => !_disposed;

    /// <summary>The audit trail.</summary>
    public AuditTrail Audit { get; }

    /// <summary>The database's file.</summary>
    internal string DatabasePath => _server?.Location ?? System.IO.Path.Combine(Path, DatabaseName);

    /// <summary>The clock of everything in this store.</summary>
    internal TimeProvider Time { get; }

    /// <summary>The keys, for lookup hashes and the like.</summary>
    internal KeyRing Keys => _keys;

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

    /// <summary>Opens a store.</summary>
    /// <param name="path">The store's folder.</param>
    /// <param name="protector">What unlocks it.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="NotFoundException">There is no store, or a part of it is missing.</exception>
    /// <exception cref="AuthenticationFailedException">The protector does not unlock it.</exception>
    /// <exception cref="IntegrityException">The store was changed by someone without the key.</exception>
    /// <exception cref="MalformedDataException">The store is damaged.</exception>
    public static SecurityStore Open(string path, KeyProtector protector, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(protector);
        time ??= TimeProvider.System;
        string folder = System.IO.Path.GetFullPath(path);
        (StoreDescriptor descriptor, byte[] covered, byte[] mac) = StoreDescriptor.Read(folder);
        if (descriptor.Provider == StoreDescriptor.PostgreSql) return OpenOnServer(folder, protector, given: null, time);
        UnlockFailures failures = new(folder, time);
        KeyRing keys = new(Unlock(descriptor, protector) ?? throw failures.Refuse(), descriptor.Id);
        IRecordStore? records = null;
        SecurityStore? store = null;
        try
        {
            StoreDescriptor.Verify(keys, folder, covered, mac);
            if (descriptor.Provider != StoreDescriptor.Sqlite) throw SecurityErrors.StoreProviderUnknown(folder, descriptor.Provider);
            records = LibraryProviders.Current.OpenRecordStore(System.IO.Path.Combine(folder, DatabaseName));
            store = new SecurityStore(folder, descriptor, keys, records, time);
            store.Begin(descriptor, protector, failures);
            return store;
        }
        catch
        {
            store?.Dispose();
            records?.Dispose();
            keys.Dispose();
            throw;
        }
    }

    private void Begin(StoreDescriptor descriptor, KeyProtector protector, UnlockFailures failures)
    {
        CheckRevision(descriptor);
        Audit.CheckNotAheadOfStore();
        Audit.Flush();
        SettleDescriptor(descriptor);
        failures.HandOver(this);
        Append(new AuditNote(AuditAction.StoreOpened, descriptor.Id) { Metadata = { ["protector"] = protector.Kind.ToString() } }, durable: false);
    }

    /// <summary>Locks the store: hands the audit entries on, closes the files and wipes the keys.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        EndPending();
        Audit.Dispose();
        _disposed = true;
        _records.Dispose();
        _keys.Dispose();
    }

    /// <summary>
    /// Runs one change: all of it, with its audit entry, is durable when this returns. When it fails nothing of it
    /// is, and an entry says that it failed.
    /// </summary>
    internal T Write<T>(AuditNote note, Func<StoreChange, T> work) => Run(note, work, durable: true);

    /// <summary>Runs reads that the audit trail tells of.</summary>
    internal T Read<T>(AuditNote note, Func<StoreView, T> work) => Run(note, work, durable: false);

    /// <summary>Runs reads that are a part of something audited elsewhere.</summary>
    internal T Peek<T>(Func<StoreView, T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _records.Read(reader =>
        {
            EnsureKeys(reader);
            return work(new StoreView(reader, _vault));
        });
    }

    /// <summary>One record without its body, as a part of something audited elsewhere; null when there is none.</summary>
    internal Record? PeekAt(string collection, string id)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _records.Find(collection, id) is { } stored ? _vault.ReadAt(stored, collection, id) : null;
    }

    /// <summary>Runs the part of an operation that needs no transaction; when it fails, an entry says so.</summary>
    internal T Attempt<T>(AuditNote note, Func<T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return work();
        }
        catch (SecurityException error) when (error is not UnavailableException)
        {
            AppendFailure(note, error);
            throw;
        }
    }

    /// <summary>Writes an audit entry alone. Durable ones of several threads wait for the disk together.</summary>
    internal void Append(AuditNote note, bool durable)
    {
        // On Windows an entry's user is the one for whom its thread acts, so no other thread may write it.
        if (durable && !OperatingSystem.IsWindows()) Run<bool>(note, _ => true, change => _records.WriteTogether(change));
        else Run<bool>(note, _ => true, durable);
    }

    /// <summary>
    /// Runs a change of what the store keeps count of. It has no audit entry of its own: the work logs what it has to
    /// tell, or tells it another time.
    /// </summary>
    internal T Adjust<T>(Func<StoreChange, T> work, bool durable = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Audit.MakeRoom();
        StoreChange? change = null;
        try
        {
            T result = _records.Write(
                writer =>
                {
                    EnsureKeys(writer);
                    change = new StoreChange(this, writer, _vault, _keys, null);
                    T made = work(change);
                    change.Complete();
                    return made;
                },
                durable);
            if (change!.Entries.Count > 0) Audit.Committed(change.Entries);
            return result;
        }
        finally
        {
            change?.TellWatches();
        }
    }

    /// <summary>Makes sure that bytes of destroyed records are gone from the database's journal too.</summary>
    internal void PurgeJournal() => _records.PurgeJournal();

    /// <summary>Turns a note into an entry.</summary>
    internal AuditEntry Complete(AuditNote note, long sequence) => new()
    {
        Sequence = sequence,
        Timestamp = Time.GetUtcNow(),
        Action = note.Action,
        User = note.User ?? (OperatingSystem.IsWindows() ? Environment.UserName : ProcessUser),
        // What was asked for may be of any length; the entry about its refusal is not.
        Resource = AuditText.Clip(note.Resource),
        Result = note.Result,
        IpAddress = note.IpAddress,
        Metadata = note.Metadata,
        Host = HostName,
    };

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

    private T Run<T>(AuditNote note, Func<StoreChange, T> work, bool durable) => Run(note, work, change => _records.Write(change, durable));

    private T Run<T>(AuditNote note, Func<StoreChange, T> work, Func<Func<IRecordWriter, T>, T> write)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Audit.MakeRoom();
        StoreChange? change = null;
        T result;
        try
        {
            result = write(writer =>
            {
                EnsureKeys(writer);
                change = new StoreChange(this, writer, _vault, _keys, note);
                T made = work(change);
                change.Complete();
                return made;
            });
        }
        catch (SecurityException refusal) when (refusal is not UnavailableException)
        {
            AppendFailure(note, refusal);
            throw;
        }
        finally
        {
            change?.TellWatches();
        }

        Audit.Committed(change!.Entries);
        return result;
    }

    private void AppendFailure(AuditNote note, SecurityException error)
    {
        bool denied = error is AuthenticationFailedException or IntegrityException or ExpiredException or AccessRefusedException;
        AuditNote failure = new(note.Action, note.Resource.Length == 0 ? "-" : note.Resource)
        {
            Result = denied ? AuditResult.Denied : AuditResult.Failure,
            User = note.User,
            IpAddress = note.IpAddress,
            Metadata = { ["error"] = error.ErrorId },
        };
        try
        {
            StoreChange? change = null;
            _records.Write(
                writer =>
                {
                    EnsureKeys(writer);
                    change = new StoreChange(this, writer, _vault, _keys, failure);
                    change.Complete();
                    return true;
                },
                durable: true);
            Audit.Committed(change!.Entries);
        }
        catch (SecurityException)
        {
            // The first failure is the one to report; a store that cannot take an entry fails the next operation too.
        }
    }

    // Another process may have added or removed data keys since this one looked.
    private void EnsureKeys(IRecordReader reader)
    {
        long change = reader.ChangeStamp();
        if (change == _keys.ChangeStamp) return;
        long stamp = reader.DataKeyStamp();
        if (_keys.Stamp is null) _keys.ForgetDataKeys();
        if (stamp != _keys.Stamp) _keys.Load(reader.ReadDataKeys());
        _keys.Stamp = stamp;
        _keys.ChangeStamp = change;
    }
}
