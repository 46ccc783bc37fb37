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
    private const int Most = 16_384;
    private const int OneOf = 8;

    private readonly Lock _keeping = new();
    private readonly ConcurrentDictionary<string, Known> _keys = new(StringComparer.Ordinal);
    // Their ids in the order in which they came, from the oldest on, around the end.
    private readonly List<string> _ids = [];
    private int _oldest;
    private int _turnedAway;
    private (long Own, long Foreign) _stamp;

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
            if (_stamp != (ownChanges, foreignChanges))
            {
                _keys.Clear();
                _ids.Clear();
                _oldest = 0;
                _stamp = (ownChanges, foreignChanges);
            }

            if (_keys.ContainsKey(known.Key.Id) || TryPlace(known.Key.Id)) _keys[known.Key.Id] = known;
        }

        return known;
    }

    // Once it is full, few of the new ones take the place of the oldest: were it all of them, then of keys that are asked for
    // in turn, if they are more than fit in, each would be gone before it is asked for again.
    private bool TryPlace(string id)
    {
        if (_ids.Count < Most)
        {
            _ids.Add(id);
            return true;
        }

        if (++_turnedAway < OneOf) return false;
        _turnedAway = 0;
        _keys.TryRemove(_ids[_oldest], out _);
        _ids[_oldest] = id;
        _oldest = (_oldest + 1) % Most;
        return true;
    }

    /// <summary>A key, the keyed hash of its text, and the stamps under which it was read.</summary>
    internal sealed record Known(ApiKeyInfo Key, byte[] Hash, long Own, long Foreign)
    {
        private const long Never = -1;

        /// <summary>A key for this once, which is not kept.</summary>
        public static Known Of(Record record, byte[] hash) => new(ApiKeyRecord.Read(record), hash, Never, Never);
    }
}
