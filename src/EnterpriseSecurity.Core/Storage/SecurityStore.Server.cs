using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Storage;

/// <content>
/// Stores whose records are on a server. The folder has store.json and the files that other programs need; the server
/// has everything else, the descriptor too, so that a machine can join with the connection string and what unlocks it.
/// </content>
public sealed partial class SecurityStore
{
    private const string PasswordVariable = "PGPASSWORD";

    /// <summary>Where the records are.</summary>
    public StoreProvider Provider => _server is null ? StoreProvider.Sqlite : StoreProvider.PostgreSql;

    /// <summary>How the server is reached, without the password; null for a store whose database is in its folder.</summary>
    public StoreServer? Server { get; private set; }

    private string DatabaseLabel => _server?.Location ?? DatabaseName;

    /// <summary>Makes a store whose records are on a server, and opens it.</summary>
    /// <param name="path">The folder for this machine's part, absent or empty.</param>
    /// <param name="protector">What shall unlock it.</param>
    /// <param name="server">The server; its password is kept in the folder, sealed under the store's key.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="AlreadyExistsException">There is something in the folder, or a store in the schema.</exception>
    /// <exception cref="UnavailableException">The server does not answer.</exception>
    public static SecurityStore Create(string path, KeyProtector protector, StoreServer server, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(protector);
        ArgumentNullException.ThrowIfNull(server);
        string folder = System.IO.Path.GetFullPath(path);
        return Fill(folder, () => CreateIn(folder, protector, server, time ?? TimeProvider.System));
    }

    /// <summary>
    /// Opens a store whose records are on a server. A folder that is absent or empty becomes this machine's part of it; one
    /// that belongs to it learns the way to the server anew.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="protector">What unlocks the store.</param>
    /// <param name="server">The server. Without a password in it that of <c>PGPASSWORD</c>, or the one that the folder keeps, is used.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="NotFoundException">There is no store in the schema.</exception>
    /// <exception cref="AuthenticationFailedException">The protector does not unlock it, or the server refuses the password.</exception>
    /// <exception cref="UnavailableException">The server does not answer.</exception>
    public static SecurityStore Open(string path, KeyProtector protector, StoreServer server, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(protector);
        ArgumentNullException.ThrowIfNull(server);
        string folder = System.IO.Path.GetFullPath(path);
        time ??= TimeProvider.System;
        return File.Exists(System.IO.Path.Combine(folder, StoreDescriptor.FileName))
            ? OpenOnServer(folder, protector, server, time)
            : Fill(folder, () => Join(folder, protector, server, time));
    }

    /// <summary>As <see cref="Restore(string, string, KeyProtector, TimeProvider?, IProgress{double}?, CancellationToken)"/>, to a server: a store moves between providers by its backup.</summary>
    /// <param name="backup">The backup file, of a store with either provider.</param>
    /// <param name="folder">Where this machine's part of the store shall be.</param>
    /// <param name="protector">What unlocks the store that was backed up.</param>
    /// <param name="server">The server; its schema must hold no store.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work before the server is written to; nothing is left.</param>
    public static StoreVerification Restore(string backup, string folder, KeyProtector protector, StoreServer server, TimeProvider? time = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(protector);
        ArgumentNullException.ThrowIfNull(server);
        return Restore(backup, folder, protector, staging => MoveToServer(staging, protector, server, time), time, progress, cancellation);
    }

    private static SecurityStore Join(string folder, KeyProtector protector, StoreServer given, TimeProvider time)
    {
        using StoreServer server = Reach(given, isGiven: true);
        return OpenFrom(folder, protector, LibraryProviders.Current.OpenServerStore(server), keep: given, local: null, time);
    }

    private static SecurityStore OpenOnServer(string folder, KeyProtector protector, StoreServer? given, TimeProvider time)
    {
        using LocalPart local = LocalPart.Read(folder, protector);
        if (local.Descriptor.Provider != StoreDescriptor.PostgreSql) throw SecurityErrors.StoreHasNoServer(folder);
        // What unlocks the folder is known to this machine at once; a newer passphrase only to the server.
        if (local.Keys is null && given is null) throw new UnlockFailures(folder, time).Refuse();
        using StoreServer? kept = local.Keys is null ? null : TryReadKept(folder, local.Keys, local.Descriptor.Id, given);
        // The kept password is for the kept server alone.
        bool isKeptServer = given is null || (kept is not null && !given.HasPassword && given == kept.WithPassword([]));
        StoreServer keep = isKeptServer ? kept! : given!;
        using StoreServer server = Reach(keep, isGiven: !isKeptServer);
        return OpenFrom(folder, protector, LibraryProviders.Current.OpenServerStore(server), keep, local, time);
    }

    private static SecurityStore OpenFrom(string folder, KeyProtector protector, IServerRecordStore records, StoreServer keep, LocalPart? local, TimeProvider time)
    {
        KeyRing? keys = null;
        SecurityStore? store = null;
        try
        {
            byte[] content = records.Read(reader => ((IServerRecordReader)reader).ReadDescriptor()) ?? throw SecurityErrors.StoreCorrupt(records.Location, "the descriptor is missing", null);
            (StoreDescriptor descriptor, byte[] covered, byte[] mac) = StoreDescriptor.Parse(content, records.Location);
            if (local is not null && local.Descriptor.Id != descriptor.Id) throw SecurityErrors.StoreIsAnother(folder, records.Location);
            UnlockFailures failures = new(folder, time);
            // The server's list of protectors counts, and not the folder's, which may still have one that was removed.
            SecretBuffer? root = local?.TryRootFor(covered) ?? Unlock(descriptor, protector);
            keys = new KeyRing(root ?? throw failures.Refuse(), descriptor.Id);
            StoreDescriptor.Verify(keys, records.Location, covered, mac);
            if (local?.Keys is not null && local.Descriptor.Revision > descriptor.Revision) throw SecurityErrors.StoreRolledBack(records.Location, System.IO.Path.Combine(folder, StoreDescriptor.FileName));
            if (local is null) CreateFolders(folder);
            store = new SecurityStore(folder, descriptor, keys, records, time) { Server = keep.WithPassword([]) };
            store.Begin(descriptor, protector, failures);
            StoreDescriptor.Write(StoreConnection.Append(content, keep, keys, descriptor.Id), folder);
            return store;
        }
        catch
        {
            store?.Dispose();
            records.Dispose();
            keys?.Dispose();
            throw;
        }
    }

    // Who gives the way to the server writes it anew, so that one that was damaged does not matter.
    private static StoreServer? TryReadKept(string folder, KeyRing keys, string storeId, StoreServer? given)
    {
        try
        {
            return StoreConnection.Read(folder, keys, storeId);
        }
        catch (SecurityException) when (given is not null)
        {
            return null;
        }
    }

    // A password that stands in the environment comes before the one that is kept, and is kept nowhere. One that was just
    // given comes before both.
    private static StoreServer Reach(StoreServer server, bool isGiven)
    {
        bool isStated = isGiven && server.HasPassword;
        if (isStated || Environment.GetEnvironmentVariable(PasswordVariable) is not { Length: > 0 } text) return server.WithPassword(server.Password);
        using SecretBuffer password = SecretBuffer.FromUtf8(text);
        return server.WithPassword(password.Span);
    }

    private byte[] ReadSharedDescriptor() =>
        _records.Read(reader => ((IServerRecordReader)reader).ReadDescriptor()) ?? throw SecurityErrors.StoreCorrupt(DatabaseLabel, "the descriptor is missing", null);

    private (StoreDescriptor Descriptor, byte[] Covered, byte[] Mac) ParseShared(byte[]? content) =>
        StoreDescriptor.Parse(content ?? throw SecurityErrors.StoreCorrupt(DatabaseLabel, "the descriptor is missing", null), DatabaseLabel);

    // This machine's copy, with the way to the server that stands in it.
    private void WriteLocalCopy()
    {
        using StoreServer kept = StoreConnection.Read(Path, _keys, Id);
        StoreDescriptor.Write(StoreConnection.Append(ReadSharedDescriptor(), kept, _keys, Id), Path);
    }

    private void CheckLocalCopy()
    {
        _ = Authentic(StoreDescriptor.Read(Path));
        StoreConnection.Read(Path, _keys, Id).Dispose();
    }

    // A backup is one of a store with an embedded database, whatever it was made from.
    private byte[] DescriptorForBackup() =>
        _server is null
            ? File.ReadAllBytes(System.IO.Path.Combine(Path, StoreDescriptor.FileName))
            : (ReadDescriptor() with { Provider = StoreDescriptor.Sqlite }).Serialize(_keys);

    // A store that was restored to a folder, and verified there, goes to the server; its trail goes with it.
    private static StoreVerification MoveToServer(string staging, KeyProtector protector, StoreServer server, TimeProvider? time)
    {
        using IServerRecordStore target = LibraryProviders.Current.CreateServerStore(server);
        try
        {
            using LocalPart local = LocalPart.Read(staging, protector);
            KeyRing keys = local.Keys ?? throw SecurityErrors.StoreUnlockFailed(staging);
            StoreDescriptor descriptor = local.Descriptor with { Provider = StoreDescriptor.PostgreSql, Revision = local.Descriptor.Revision + 1 };
            using (IRecordStore source = LibraryProviders.Current.OpenRecordStore(System.IO.Path.Combine(staging, DatabaseName)))
            {
                source.Read(reader => target.Write(writer => Move(reader, (IServerRecordWriter)writer, descriptor, keys, System.IO.Path.Combine(staging, "audit")), durable: true));
            }

            StoreDescriptor.Write(StoreConnection.Append(descriptor.Serialize(keys), server, keys, descriptor.Id), staging);
            foreach (string file in Directory.EnumerateFiles(staging, DatabaseName + "*").Concat(Directory.EnumerateFiles(System.IO.Path.Combine(staging, "audit"))).ToArray()) File.Delete(file);
            using SecurityStore store = OpenOnServer(staging, protector, server, time ?? TimeProvider.System);
            StoreVerification verdict = store.Verify();
            return verdict.IsValid ? verdict : throw SecurityErrors.BackupMalformed(staging, verdict.Findings[0].Message);
        }
        catch
        {
            target.Dispose();
            LibraryProviders.Current.RemoveServerStore(server);
            throw;
        }
    }

    private static bool Move(IRecordReader source, IServerRecordWriter target, StoreDescriptor descriptor, KeyRing keys, string auditFolder)
    {
        RecordTransfer.Copy(source, target);
        StoreHead head = StoreHead.TryOpen(keys, descriptor.Id, source.ReadHead() ?? []) ?? throw SecurityErrors.StoreHeadChanged(auditFolder);
        long last = 0;
        foreach (AuditSegment segment in new AuditSegments(auditFolder, keys).List(head, source))
        {
            using AuditLineReader lines = segment.Open();
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                if (!AuditLine.TryReadSequence(line, out long sequence)) continue;
                target.AppendOutbox(new OutboxLine(sequence, line.ToArray()));
                last = sequence;
            }
        }

        foreach (OutboxLine line in source.ReadOutbox(int.MaxValue).Where(line => line.Sequence > last)) target.AppendOutbox(line);

        // Sinks had these lines from the store that was backed up.
        target.TrimOutbox(head.Sequence);
        target.WriteHead((head with { DescriptorRevision = descriptor.Revision }).Seal(keys, descriptor.Id));
        target.WriteDescriptor(descriptor.Serialize(keys));
        return true;
    }
}
