using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>
/// Tells the audit trail of permission checks: each by itself as long as they are few, and counted when they are many.
/// What is counted is written within a few seconds, before the trail is read in this process, and when the store closes.
/// </summary>
internal sealed class PermissionCheckLog : IDisposable
{
    private const int AllowedEachSecond = 20;
    private const int DeniedEachSecond = 200;

    // Beyond these, what differs in permission and resource only, and then all the rest, is counted together.
    private const int MostTallies = 4_096;
    private const int MostUsers = 16_384;
    private const string Several = "*";

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private readonly SecurityStore _store;
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private Dictionary<PermissionCheck, Tally> _tallies = [];
    private long _second;
    private int _allowed;
    private int _denied;
    private bool _isOverdue;

    public PermissionCheckLog(SecurityStore store)
    {
        _store = store;
        _timer = new Timer(_ => FlushInBackground());
    }

    /// <summary>Notes a check.</summary>
    /// <exception cref="UnavailableException">The store does not take entries; what was counted waits.</exception>
    public void Add(PermissionCheck check, PermissionCheckAudit mode)
    {
        if (check.IsAllowed && mode == PermissionCheckAudit.DeniedOnly) return;
        if (Volatile.Read(ref _isOverdue)) Flush();
        if (mode == PermissionCheckAudit.All || !TryCount(check)) _store.Append(NoteOf(check), durable: false);
    }

    /// <summary>Writes what was counted.</summary>
    /// <exception cref="UnavailableException">The store does not take entries; what was counted waits.</exception>
    public void Flush()
    {
        Dictionary<PermissionCheck, Tally> taken;
        lock (_gate)
        {
            if (_tallies.Count == 0) return;
            taken = _tallies;
            _tallies = [];
        }

        try
        {
            List<AuditNote> notes = [.. taken.Select(pair => NoteOf(pair.Key, pair.Value))];
            _store.Write(notes[^1], change =>
            {
                foreach (AuditNote note in notes.SkipLast(1)) change.Log(note);
                return true;
            });
            Volatile.Write(ref _isOverdue, false);
        }
        catch
        {
            PutBack(taken);
            Volatile.Write(ref _isOverdue, true);
            throw;
        }
    }

    public void Dispose() => _timer.Dispose();

    private static AuditNote NoteOf(PermissionCheck check)
    {
        AuditNote note = new(AuditAction.PermissionChecked, check.Permission) { User = check.User, Result = check.IsAllowed ? AuditResult.Success : AuditResult.Denied };
        if (check.Resource is not null) note.Metadata["resource"] = check.Resource;
        return note;
    }

    private static AuditNote NoteOf(PermissionCheck check, Tally tally)
    {
        AuditNote note = NoteOf(check);
        note.Metadata["count"] = tally.Count.ToString(CultureInfo.InvariantCulture);
        note.Metadata["from"] = tally.First.ToString("O", CultureInfo.InvariantCulture);
        note.Metadata["to"] = tally.Last.ToString("O", CultureInfo.InvariantCulture);
        return note;
    }

    // False when the check is one of the few that have an entry of their own.
    private bool TryCount(PermissionCheck check)
    {
        lock (_gate)
        {
            long second = Environment.TickCount64 / 1000;
            if (second != _second) (_second, _allowed, _denied) = (second, 0, 0);
            if (check.IsAllowed ? _allowed++ < AllowedEachSecond : _denied++ < DeniedEachSecond) return false;
            if (_tallies.Count == 0) _timer.Change(Delay, Timeout.InfiniteTimeSpan);
            Count(check, 1, _store.Time.GetUtcNow(), _store.Time.GetUtcNow());
            return true;
        }
    }

    private void Count(PermissionCheck check, long count, DateTimeOffset first, DateTimeOffset last)
    {
        if (!_tallies.TryGetValue(check, out Tally? tally))
        {
            if (_tallies.Count >= MostUsers) check = check with { User = Several, Permission = Several, Resource = null };
            else if (_tallies.Count >= MostTallies) check = check with { Permission = Several, Resource = null };
            if (!_tallies.TryGetValue(check, out tally)) _tallies.Add(check, tally = new Tally { First = first });
        }

        tally.Count += count;
        tally.Last = last;
    }

    private void PutBack(Dictionary<PermissionCheck, Tally> taken)
    {
        lock (_gate)
        {
            foreach ((PermissionCheck check, Tally tally) in taken) Count(check, tally.Count, tally.First, tally.Last);
        }
    }

    private void FlushInBackground()
    {
        try
        {
            Flush();
        }
        catch (Exception error) when (error is SecurityException or ObjectDisposedException)
        {
            // Nobody waits for this thread. What was counted is put back, and the next check reports the same failure.
        }
    }

    private sealed class Tally
    {
        public long Count { get; set; }

        public DateTimeOffset First { get; init; }

        public DateTimeOffset Last { get; set; }
    }
}
