using System.Diagnostics;
using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>
/// Roles and who has them. Nothing is allowed unless a role allows it, and what a role forbids no other allows. The
/// roles and grants of the store are compiled in memory; each check first asks the database, which takes about a
/// microsecond, whether anybody has written since. It may be used by several threads.
/// </summary>
public sealed partial class AccessControlManager
{
    // A policy of a few records is read anew after every write of another process, a larger one when reading takes at
    // most this share of the time: so that one that was tampered with is noticed while the store stays open.
    private const int SmallPolicy = 64;
    private const int ShareOfTime = 20;

    private readonly SecurityStore _store;
    private readonly PermissionCheckLog _checks;
    private readonly Lock _refreshing = new();
    private Snapshot? _snapshot;
    private long _ownChanges;
    private long _generation;

    internal AccessControlManager(SecurityStore store)
    {
        _store = store;
        _checks = new PermissionCheckLog(store);
        store.AddCheck(Verify);
        store.AddPending(_checks.Flush, _checks.Dispose);
    }

    private DateTimeOffset Now => _store.Now;

    /// <summary>How the audit trail tells of checks; kept in the store, for all who use it.</summary>
    public PermissionCheckAudit CheckAudit => Current().State.CheckAudit;

    /// <summary>Sets how the audit trail tells of checks.</summary>
    public void SetCheckAudit(PermissionCheckAudit mode)
    {
        if (!Enum.IsDefined(mode)) throw new ArgumentOutOfRangeException(nameof(mode));
        AuditNote note = new(AuditAction.PermissionAuditChanged, PolicyState.Id) { Metadata = { ["mode"] = mode.ToString() } };
        _store.Write(note, change =>
        {
            new PolicyEditor(change, _store.Keys).SetCheckAudit(mode);
            return true;
        });
        Interlocked.Increment(ref _ownChanges);
    }

    private T Change<T>(AuditNote note, Func<PolicyEditor, StoreChange, T> work)
    {
        T result = _store.Write(note, change =>
        {
            PolicyEditor editor = new(change, _store.Keys);
            T made = work(editor, change);
            editor.Complete();
            return made;
        });
        Interlocked.Increment(ref _ownChanges);
        return result;
    }

    // An audited look at the policy as it stands.
    private T List<T>(AuditNote note, Func<PolicyIndex, T> work)
    {
        T result = _store.Attempt(note, () => work(Current()));
        _store.Append(note, durable: false);
        return result;
    }

    // The policy as it stands: the one in memory, unless somebody has written since it was looked at.
    private PolicyIndex Current()
    {
        long own = Interlocked.Read(ref _ownChanges);
        long stamp = _store.ChangeStamp();
        Snapshot? snapshot = Volatile.Read(ref _snapshot);
        return snapshot is not null && snapshot.Stamp == stamp && snapshot.Own == own ? snapshot.Index : Refresh();
    }

    private PolicyIndex Refresh()
    {
        lock (_refreshing)
        {
            // Both before the reading: who writes meanwhile makes the next check look again.
            long own = Interlocked.Read(ref _ownChanges);
            long stamp = _store.ChangeStamp();
            Snapshot? before = _snapshot;
            if (before is not null && before.Stamp == stamp && before.Own == own) return before.Index;
            bool isForeign = before is not null && before.Stamp != stamp;
            _snapshot = null;
            bool readAll = before is null || (isForeign && IsDue(before));
            long started = Stopwatch.GetTimestamp();
            PolicyIndex index = _store.Peek(view => readAll
                ? PolicyReader.ReadAll(view, _store.Keys)
                : PolicyReader.ReadChanges(view, _store.Keys, before!.Index, PolicyState.Read(view)));
            // It never goes back: an older one is a copy that was put back.
            if (index.State.Generation < _generation) throw SecurityErrors.AccessPolicyChanged();
            _generation = index.State.Generation;
            long ended = Stopwatch.GetTimestamp();
            _snapshot = readAll
                ? new Snapshot(index, stamp, own, ended, ended - started)
                : before! with { Index = index, Stamp = stamp, Own = own };
            return index;
        }
    }

    private static bool IsDue(Snapshot before) =>
        before.Index.Records <= SmallPolicy || Stopwatch.GetTimestamp() - before.ReadAt >= ShareOfTime * before.ReadingTook;

    private IEnumerable<StoreFinding> Verify()
    {
        try
        {
            _store.Peek(view => PolicyReader.ReadAll(view, _store.Keys));
            return [];
        }
        catch (IntegrityException error)
        {
            return [new StoreFinding("AccessControl", PolicyState.Id, error.Message)];
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Snapshot(PolicyIndex Index, long Stamp, long Own, long ReadAt, long ReadingTook);
}
