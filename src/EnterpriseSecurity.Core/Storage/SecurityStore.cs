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
    private readonly KnownRecords? _known;
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
        _known = TellsChangesCheaply ? new KnownRecords(keys) : null;
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

    /// <summary>The time by that clock, to the millisecond that records keep.</summary>
    internal DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The keys, for lookup hashes and the like.</summary>
    internal KeyRing Keys => _keys;

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
}
