using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <content>What a report tells of the store's own keys.</content>
public sealed partial class SecurityStore
{
    /// <summary>The ways to unlock this store, with what they cost.</summary>
    internal IReadOnlyList<ProtectorEntry> ReadProtectorEntries() => ReadDescriptor().Protectors;

    /// <summary>When the data key that new records use was made, and how many older ones are still kept.</summary>
    internal (DateTimeOffset NewestAt, int Older) ReadDataKeyAge()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        StoredDataKey[] keys = [.. _records.Read(reader => reader.ReadDataKeys()).Where(key => key.Kind == DataKeyKind.Symmetric).OrderByDescending(key => key.Version)];
        return (DateTimeOffset.FromUnixTimeMilliseconds(keys[0].CreatedAt), keys.Length - 1);
    }
}
