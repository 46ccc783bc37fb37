using System.Collections.Concurrent;
using System.Security.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>
/// The keys that were asked for lately, as they stand in the store. None is taken from here before it is certain that
/// nobody, in this process or another, has changed keys since it was read.
/// </summary>
internal sealed class ApiKeyMemory(RecordWatch watch)
{
    private const int Most = 8192;

    private readonly Lock _keeping = new();
    private readonly ConcurrentDictionary<string, Known> _keys = new(StringComparer.Ordinal);
    private (long Own, long Foreign) _stamp;
    private int _count;

    /// <summary>The number of changes that this process has made; asked for before a key is read.</summary>
    public long OwnChanges => watch.Changes;

    /// <summary>The key as it was read last, whatever has happened since; null when it was not, or the hash is another's.</summary>
    public Known? Recall(string id, ReadOnlySpan<byte> hash) =>
        _keys.TryGetValue(id, out Known? known) && CryptographicOperations.FixedTimeEquals(known.Hash, hash) ? known : null;

    /// <summary>True when the key stands in the store as it does here.</summary>
    /// <param name="known">The key.</param>
    /// <param name="foreignChanges">The store's stamp of changes by others, as of now.</param>
    public bool IsPresent(Known known, long foreignChanges) => known.Own == watch.Changes && known.Foreign == foreignChanges;

    /// <summary>Keeps a key as it was read after these stamps were.</summary>
    public Known Keep(Record record, byte[] hash, long ownChanges, long foreignChanges)
    {
        Known known = new(ApiKeyRecord.Read(record), hash, ownChanges, foreignChanges);
        lock (_keeping)
        {
            // Whatever was read under other stamps is of no use any more.
            if (_stamp != (ownChanges, foreignChanges) || _count >= Most)
            {
                _keys.Clear();
                _count = 0;
                _stamp = (ownChanges, foreignChanges);
            }

            if (_keys.TryAdd(known.Key.Id, known)) _count++;
            else _keys[known.Key.Id] = known;
        }

        return known;
    }

    /// <summary>A key, the keyed hash of its text, and the stamps under which it was read.</summary>
    internal sealed record Known(ApiKeyInfo Key, byte[] Hash, long Own, long Foreign)
    {
        private const long Never = -1;

        /// <summary>A key for this once, which is not kept.</summary>
        public static Known Of(Record record, byte[] hash) => new(ApiKeyRecord.Read(record), hash, Never, Never);
    }
}
