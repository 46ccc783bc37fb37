using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <content>How keys were used.</content>
public sealed partial class ApiKeyManager
{
    // Marks a journal whose counts are in the records, until its file is gone: a crash between the two counts nothing twice.
    private const string CountedCollection = "api-key-counted";
    private const int MostUncounted = 50_000;
    private static readonly TimeSpan CountDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _counting = new();
    private int _timerRuns;

    /// <summary>How a key was used. Requests that another process has not handed over yet, up to some seconds, are not in it.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public ApiKeyUsage GetUsage(string id)
    {
        id = IdOf(id);
        CountUses();
        return _store.Read(new AuditNote(AuditAction.ApiKeyListed, id), view =>
            ApiKeyUsageRecord.Read(view.Find(ApiKeyUsageRecord.Collection, id), id, Find(view, id).Name!));
    }

    /// <summary>Adds what this process, and processes that have ended, have counted to the records.</summary>
    internal void CountUses()
    {
        lock (_counting)
        {
            Interlocked.Exchange(ref _timerRuns, 0);
            _journal.End();
            foreach (string path in _journal.List()) CountFile(path);
        }
    }

    private void CountUse(ApiKeyUse use)
    {
        _journal.Append(use);
        if (_journal.Count >= MostUncounted) CountUses();
        else if (Interlocked.Exchange(ref _timerRuns, 1) == 0) _timer.Change(CountDelay, Timeout.InfiniteTimeSpan);
    }

    private void CountFile(string path)
    {
        using FileStream? file = ApiKeyUsageJournal.TryOpen(path);
        if (file is null) return;
        (IReadOnlyList<ApiKeyUse> uses, int forged) = _journal.Read(file);
        string name = Path.GetFileNameWithoutExtension(path);
        if (uses.Count > 0 || forged > 0) Count(name, uses, forged);
        // There an open file cannot be deleted; elsewhere one that is closed first may just have become another process's.
        if (OperatingSystem.IsWindows()) file.Dispose();
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The mark says that it is counted; the next one takes it away.
            return;
        }

        if (uses.Count > 0 || forged > 0) Forget(name);
    }

    private void Count(string name, IReadOnlyList<ApiKeyUse> uses, int forged) => _store.Adjust(
        change =>
        {
            if (change.Find(CountedCollection, name) is not null) return false;
            foreach (IGrouping<string, ApiKeyUse> key in uses.GroupBy(use => use.Id))
            {
                // A key that was removed meanwhile takes its counts with it.
                if (change.Find(ApiKeyRecord.Collection, key.Key) is not { } owner) continue;
                Record? before = change.Find(ApiKeyUsageRecord.Collection, key.Key);
                Record after = ApiKeyUsageRecord.Add(before, key.Key, key, Now);
                if (before is null) change.Insert(after, []);
                else change.Update(after, []);
                if (key.Any(use => use.Refusal == ApiKeyRefusal.None)) change.Log(Accepted(owner, [.. key.Where(use => use.Refusal == ApiKeyRefusal.None)]));
            }

            if (forged > 0) change.Log(new AuditNote(AuditAction.ApiKeyUsageDamaged, name) { Result = AuditResult.Failure, Metadata = { ["lines"] = forged.ToString(CultureInfo.InvariantCulture) } });
            change.Insert(new Record { Collection = CountedCollection, Id = name, CreatedAt = Now }, []);
            return true;
        },
        durable: true);

    private void Forget(string name) => _store.Adjust(change =>
    {
        if (change.Find(CountedCollection, name) is { } mark) change.Delete(mark);
        return true;
    });

    private static AuditNote Accepted(Record owner, IReadOnlyList<ApiKeyUse> uses) => new(AuditAction.ApiKeyValidated, owner.Id)
    {
        User = ApiKeyRecord.UserOf(owner),
        IpAddress = uses[^1].Address?.ToString(),
        Metadata =
        {
            ["count"] = uses.Count.ToString(CultureInfo.InvariantCulture),
            ["from"] = uses.Min(use => use.At).ToString("O", CultureInfo.InvariantCulture),
            ["to"] = uses.Max(use => use.At).ToString("O", CultureInfo.InvariantCulture),
        },
    };

    private void CountInBackground()
    {
        try
        {
            CountUses();
        }
        catch (Exception error) when (error is SecurityException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The lines stay where they are; the next one to count takes them.
        }
    }
}
