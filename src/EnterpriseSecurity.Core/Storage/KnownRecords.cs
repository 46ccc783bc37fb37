using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Records as they stand in the database, of which this process has checked or made the seal. As long as nobody else has
/// written, they need not be read and checked again. They are kept as the database has them, bodies sealed. Used within
/// transactions, of which there is one at a time.
/// </summary>
internal sealed class KnownRecords(KeyRing keys)
{
    // Of each of the two generations; a larger record is not kept at all.
    private const int GenerationSize = 4 * 1024 * 1024;
    private const int LargestRecord = 16 * 1024;

    private readonly HashSet<string> _collections = new(StringComparer.Ordinal);
    private Dictionary<Place, Known> _young = [];
    private Dictionary<Place, Known> _old = [];
    private int _youngSize;
    private long _stamp;

    /// <summary>Keeps the records of a collection from now on; only while the store is being opened.</summary>
    public void Include(string collection) => _collections.Add(collection);

    /// <summary>The record with this id; null when it is not known.</summary>
    /// <param name="collection">Its collection.</param>
    /// <param name="id">Its id.</param>
    /// <param name="stamp">The store's stamp of changes by others, as of this transaction.</param>
    public StoredRecord? Find(string collection, string id, long stamp) => Recall(new Place(collection, id, IsName: false), stamp)?.Stored;

    /// <summary>The record that holds this name; null when it is not known.</summary>
    public StoredRecord? FindByName(string collection, string nameKey, long stamp) => Recall(new Place(collection, nameKey, IsName: true), stamp)?.Stored;

    /// <summary>Keeps a record that was read and checked in this transaction.</summary>
    public void Keep(StoredRecord stored, long stamp)
    {
        if (!_collections.Contains(stored.Collection)) return;
        ForgetBefore(stamp);
        Keep(new Known(stored));
    }

    /// <summary>What a record adds to the digest of all.</summary>
    public RecordDigest MemberOf(StoredRecord stored, long stamp)
    {
        if (!_collections.Contains(stored.Collection) || Recall(PlaceOf(stored), stamp) is not { } known || !ReferenceEquals(known.Stored, stored)) return RecordDigest.Of(keys, stored.Seal);
        return known.Member ??= RecordDigest.Of(keys, stored.Seal);
    }

    /// <summary>Notes that this transaction has replaced a record, or taken it away.</summary>
    /// <param name="before">What it was.</param>
    /// <param name="after">What it is now; null when it is gone.</param>
    /// <param name="member">What it adds to the digest of all now.</param>
    public void Replace(StoredRecord before, StoredRecord? after, RecordDigest? member)
    {
        if (!_collections.Contains(before.Collection)) return;
        bool wasKnown = Forget(PlaceOf(before));
        if (wasKnown && after is not null) Keep(new Known(after) { Member = member });
    }

    private static Place PlaceOf(StoredRecord stored) => new(stored.Collection, stored.Id, IsName: false);

    private Known? Recall(Place place, long stamp)
    {
        ForgetBefore(stamp);
        if (_young.TryGetValue(place, out Known? known)) return known;
        if (_old.TryGetValue(place, out known)) Keep(known);
        return known;
    }

    private void ForgetBefore(long stamp)
    {
        if (_stamp == stamp) return;
        _young.Clear();
        _old.Clear();
        _youngSize = 0;
        _stamp = stamp;
    }

    private void Keep(Known known)
    {
        int size = known.Size;
        if (size > LargestRecord) return;
        if (_youngSize + size > GenerationSize)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
            _youngSize = 0;
        }

        _youngSize += size;
        _young[PlaceOf(known.Stored)] = known;
        if (known.Stored.NameKey is { } name) _young[new Place(known.Stored.Collection, name, IsName: true)] = known;
    }

    private bool Forget(Place place)
    {
        bool wasYoung = Forget(_young, place);
        return Forget(_old, place) || wasYoung;
    }

    private static bool Forget(Dictionary<Place, Known> generation, Place place)
    {
        if (!generation.Remove(place, out Known? known)) return false;
        if (known.Stored.NameKey is { } name) generation.Remove(new Place(place.Collection, name, IsName: true));
        return true;
    }

    private readonly record struct Place(string Collection, string Text, bool IsName);

    private sealed class Known(StoredRecord stored)
    {
        private const int Overhead = 512;

        public StoredRecord Stored => stored;

        public RecordDigest? Member { get; set; }

        public int Size => Overhead + (2 * (stored.Tags.Length + stored.Attributes.Length)) + stored.WrappedKey.Length + stored.Body.Length;
    }
}
