using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <content>What unlocks the store.</content>
public sealed partial class SecurityStore
{
    /// <summary>The ways to unlock this store.</summary>
    public IReadOnlyList<ProtectorInfo> GetProtectors() => [.. ReadDescriptor().Protectors.Select(entry => entry.ToInfo())];

    /// <summary>The ways to unlock a store that is not open. Their list is not authenticated before the store is.</summary>
    public static IReadOnlyList<ProtectorInfo> GetProtectors(string path) =>
        [.. StoreDescriptor.Read(System.IO.Path.GetFullPath(path)).Descriptor.Protectors.Select(entry => entry.ToInfo())];

    /// <summary>Adds a way to unlock the store. The data stays as it is.</summary>
    public ProtectorInfo AddProtector(KeyProtector protector)
    {
        ArgumentNullException.ThrowIfNull(protector);
        ProtectorEntry entry = protector.Protect(_keys.Root, Id, Draft(protector, Time.GetUtcNow()));
        ChangeDescriptor(AuditAction.ProtectorAdded, entry, descriptor => descriptor with { Protectors = [.. descriptor.Protectors, entry] });
        return entry.ToInfo();
    }

    /// <summary>Makes recovery shares: any <paramref name="threshold"/> of them unlock the store, fewer tell nothing.</summary>
    /// <param name="threshold">How many are needed, from 2.</param>
    /// <param name="shares">How many are made, up to 255.</param>
    /// <returns>The protector, and the shares; they are not kept and cannot be shown again.</returns>
    /// <exception cref="InvalidInputException">The numbers do not fit.</exception>
    public (ProtectorInfo Protector, IReadOnlyList<string> Shares) AddRecoveryShares(int threshold, int shares)
    {
        using SecretBuffer key = SecretBuffer.Random(32);
        IReadOnlyList<string> texts = RecoveryShare.Split(key.Span, threshold, shares);
        using SharedSecretProtector protector = new(ProtectorKind.RecoveryShares, $"{threshold} of {shares} recovery shares", SecretBuffer.CopyOf(key.Span), isRandom: true);
        ProtectorEntry draft = Draft(protector, Time.GetUtcNow()) with { Threshold = threshold };
        ProtectorEntry entry = protector.Protect(_keys.Root, Id, draft);
        ChangeDescriptor(AuditAction.ProtectorAdded, entry, descriptor => descriptor with { Protectors = [.. descriptor.Protectors, entry] });
        return (entry.ToInfo(), texts);
    }

    /// <summary>Puts another protector in place of one, in one step: a change of passphrase. The data stays as it is.</summary>
    /// <exception cref="NotFoundException">There is no protector with this id.</exception>
    public ProtectorInfo ReplaceProtector(string id, KeyProtector protector)
    {
        ArgumentNullException.ThrowIfNull(protector);
        ProtectorEntry entry = protector.Protect(_keys.Root, Id, Draft(protector, Time.GetUtcNow()));
        ChangeDescriptor(AuditAction.ProtectorChanged, entry, descriptor =>
        {
            _ = Find(descriptor, id);
            return descriptor with { Protectors = [.. descriptor.Protectors.Select(present => present.Id == id ? entry : present)] };
        });
        return entry.ToInfo();
    }

    /// <summary>Takes a way to unlock the store away.</summary>
    /// <remarks>Who kept a copy of the old store.json, and the proof for it, can still find the root key with them.</remarks>
    /// <exception cref="NotFoundException">There is no protector with this id.</exception>
    /// <exception cref="InvalidStateException">It is the last one.</exception>
    public void RemoveProtector(string id)
    {
        ProtectorEntry entry = Find(ReadDescriptor(), id);
        ChangeDescriptor(AuditAction.ProtectorRemoved, entry, descriptor =>
        {
            _ = Find(descriptor, id);
            return descriptor.Protectors.Count == 1
                ? throw SecurityErrors.ProtectorIsLast(id)
                : descriptor with { Protectors = [.. descriptor.Protectors.Where(present => present.Id != id)] };
        });
    }

    internal static SecretBuffer? Unlock(StoreDescriptor descriptor, KeyProtector protector)
    {
        foreach (ProtectorEntry entry in descriptor.Protectors.Where(protector.Fits))
        {
            if (protector.TryUnprotect(entry, descriptor.Id) is { } root) return root;
        }

        return null;
    }

    private static ProtectorEntry Draft(KeyProtector protector, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid().ToString("N")[..12],
        Kind = protector.Kind,
        Description = protector.Description,
        CreatedAt = now,
        Kdf = "",
        Salt = [],
    };

    private static ProtectorEntry Find(StoreDescriptor descriptor, string id) =>
        descriptor.Protectors.FirstOrDefault(entry => entry.Id == id) ?? throw SecurityErrors.ProtectorNotFound(id);

    private StoreDescriptor ReadDescriptor()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        StoreDescriptor descriptor = Authentic(_server is null ? StoreDescriptor.Read(Path) : ParseShared(ReadSharedDescriptor()));
        CheckRevision(descriptor);
        return descriptor;
    }

    private StoreDescriptor Authentic((StoreDescriptor Descriptor, byte[] Covered, byte[] Mac) read)
    {
        StoreDescriptor.Verify(_keys, Path, read.Covered, read.Mac);
        return read.Descriptor;
    }

    // The file is written before the database notes its revision; a crash between leaves the file one ahead, which
    // is accepted. A file that is behind the database is an old copy.
    private void CheckRevision(StoreDescriptor descriptor)
    {
        if (descriptor.Id != Id || descriptor.Revision < ReadHead().DescriptorRevision)
        {
            throw SecurityErrors.StoreRolledBack(System.IO.Path.Combine(Path, StoreDescriptor.FileName), "the database");
        }
    }

    private void ChangeDescriptor(string action, ProtectorEntry entry, Func<StoreDescriptor, StoreDescriptor> edit)
    {
        DescriptorChange what = new(action, entry.Id, entry.Kind.ToString());
        Write(what.ToNote(), change =>
        {
            // The database's write lock is held here, so two processes cannot both edit the same revision.
            StoreDescriptor present = ReadDescriptorIn(change);
            LogUnnoted(change, present);
            StoreDescriptor edited = edit(present) with { Revision = present.Revision + 1, Change = what };
            if (_server is null) edited.Write(_keys, Path);
            else change.WriteSharedDescriptor(edited.Serialize(_keys));
            change.SetDescriptorRevision(edited.Revision);
            return true;
        });
        if (_server is not null) WriteLocalCopy();
    }

    // A change of the file that the database did not follow, for it failed or the process died, gets its entry now.
    private void SettleDescriptor(StoreDescriptor descriptor)
    {
        if (_server is not null || descriptor.Revision <= ReadHead().DescriptorRevision) return;
        Adjust(
            change =>
            {
                StoreDescriptor present = ReadDescriptorIn(change);
                LogUnnoted(change, present);
                change.SetDescriptorRevision(present.Revision);
                return true;
            },
            durable: true);
    }

    private static void LogUnnoted(StoreChange change, StoreDescriptor present)
    {
        if (present.Revision > change.DescriptorRevision && present.Change is { } unnoted) change.Log(unnoted.ToNote());
    }

    private StoreDescriptor ReadDescriptorIn(StoreChange change)
    {
        StoreDescriptor descriptor = Authentic(_server is null ? StoreDescriptor.Read(Path) : ParseShared(change.ReadSharedDescriptor()));
        return descriptor.Revision >= change.DescriptorRevision
            ? descriptor
            : throw SecurityErrors.StoreRolledBack(System.IO.Path.Combine(Path, StoreDescriptor.FileName), "the database");
    }
}
