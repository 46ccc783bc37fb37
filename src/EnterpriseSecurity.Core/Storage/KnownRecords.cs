using System.Diagnostics.CodeAnalysis;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Records as they stand in the database, of which this process has checked or made the seal. As long as nobody else has
/// written, they need not be read and checked again. They are kept as the database has them, bodies sealed. Used within
/// transactions, of which there is one at a time.
/// </summary>
internal sealed class KnownRecords(KeyRing keys)
{
    private const int MostBytes = 8 * 1024 * 1024;
    private const int LargestRecord = 16 * 1024;
    private const int OneOf = 8;

    private readonly HashSet<string> _collections = new(StringComparer.Ordinal);
    private readonly Dictionary<Place, Known> _places = [];
    private readonly LinkedList<Known> _oldestFirst = [];
    private int _bytes;
    private int _turnedAway;
    private long _stamp;

    /// <summary>Keeps the records of a collection from now on; only while the store is being opened.</summary>
    public void Include(string collection) => _collections.Add(collection);

    /// <summary>The record with this id; null when it is not known.</summary>
    /// <param name="collection">Its collection.</param>
    /// <param name="id">Its id.</param>
    /// <param name="stamp">The store's stamp of changes by others, as of this transaction.</param>
    public StoredRecord? Find(string collection, string id, long stamp) =>
        TryRecall(new Place(collection, id, IsName: false), stamp, out Known? known) ? known.Stored : null;

    /// <summary>The record that holds this name; null when it is not known.</summary>
    public StoredRecord? FindByName(string collection, string nameKey, long stamp) =>
        TryRecall(new Place(collection, nameKey, IsName: true), stamp, out Known? known) ? known.Stored : null;

    /// <summary>Keeps a record that was read and checked in this transaction.</summary>
    public void Keep(StoredRecord stored, long stamp)
    {
        if (!_collections.Contains(stored.Collection)) return;
        ForgetBefore(stamp);
        Known known = new(stored);
        if (MakeRoom(known.Size)) Add(known);
    }

    /// <summary>What a record adds to the digest of all.</summary>
    public RecordDigest MemberOf(StoredRecord stored, long stamp)
    {
        if (!TryRecall(PlaceOf(stored), stamp, out Known? known) || !ReferenceEquals(known.Stored, stored)) return RecordDigest.Of(keys, stored.Seal);
        return known.Member ??= RecordDigest.Of(keys, stored.Seal);
    }

    /// <summary>Notes that this transaction has replaced a record, or taken it away.</summary>
    /// <param name="before">What it was.</param>
    /// <param name="after">What it is now; null when it is gone.</param>
    /// <param name="member">What it adds to the digest of all now.</param>
    public void Replace(StoredRecord before, StoredRecord? after, RecordDigest? member)
    {
        if (!_places.TryGetValue(PlaceOf(before), out Known? known)) return;
        Forget(known);
        if (after is null) return;
        Known next = new(after) { Member = member };
        if (MakeRoom(next.Size)) Add(next);
    }

    private static Place PlaceOf(StoredRecord stored) => new(stored.Collection, stored.Id, IsName: false);

    private static Place? NamePlaceOf(StoredRecord stored) => stored.NameKey is null ? null : new(stored.Collection, stored.NameKey, IsName: true);

    private bool TryRecall(Place place, long stamp, [NotNullWhen(true)] out Known? known)
    {
        ForgetBefore(stamp);
        return _places.TryGetValue(place, out known);
    }

    private void ForgetBefore(long stamp)
    {
        if (_stamp == stamp) return;
        _places.Clear();
        _oldestFirst.Clear();
        _bytes = 0;
        _stamp = stamp;
    }

    // Once it is full, few of the new ones take the places of the oldest: were it all of them, then of records that are read
    // in turn, if they are more than fit in, each would be gone before it is read again.
    private bool MakeRoom(int size)
    {
        if (size > LargestRecord) return false;
        if (_bytes + size <= MostBytes) return true;
        if (++_turnedAway < OneOf) return false;
        _turnedAway = 0;
        while (_bytes + size > MostBytes) Forget(_oldestFirst.First!.Value);
        return true;
    }

    private void Add(Known known)
    {
        _oldestFirst.AddLast(known.Node);
        _bytes += known.Size;
        _places[PlaceOf(known.Stored)] = known;
        if (NamePlaceOf(known.Stored) is { } name) _places[name] = known;
    }

    private void Forget(Known known)
    {
        _oldestFirst.Remove(known.Node);
        _bytes -= known.Size;
        _places.Remove(PlaceOf(known.Stored));
        if (NamePlaceOf(known.Stored) is { } name) _places.Remove(name);
    }

    private readonly record struct Place(string Collection, string Text, bool IsName);

    private sealed class Known
    {
        // About what the objects take beside the texts and the bytes.
        private const int Overhead = 512;

        public Known(StoredRecord stored)
        {
            Stored = stored;
            Size = Overhead + (2 * (stored.Tags.Length + stored.Attributes.Length)) + stored.WrappedKey.Length + stored.Body.Length;
            Node = new LinkedListNode<Known>(this);
        }

        public StoredRecord Stored { get; }

        public int Size { get; }

        public LinkedListNode<Known> Node { get; }

        public RecordDigest? Member { get; set; }
    }
}
