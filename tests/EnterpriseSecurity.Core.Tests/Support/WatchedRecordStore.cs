using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A record store that tells of each write, once it is committed, whether it was durable.</summary>
internal sealed class WatchedRecordStore(IRecordStore inner, Action<bool> written) : IRecordStore
{
    public T Read<T>(Func<IRecordReader, T> work) => inner.Read(work);

    public StoredRecord? Find(string collection, string id) => inner.Find(collection, id);

    public T Write<T>(Func<IRecordWriter, T> work, bool durable)
    {
        T result = inner.Write(work, durable);
        written(durable);
        return result;
    }

    public long ChangeStamp() => inner.ChangeStamp();

    public void BackUp(string path) => inner.BackUp(path);

    public IReadOnlyList<string> CheckStructure() => inner.CheckStructure();

    public void PurgeJournal() => inner.PurgeJournal();

    public void Dispose() => inner.Dispose();
}
