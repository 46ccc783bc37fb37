using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Reporting;

/// <summary>
/// The audit trail of some days, added up while it is read. The memory it takes does not grow with the trail: past a
/// number of different names, which may be anybody's invention, further ones are counted together.
/// </summary>
internal sealed class ReportActivity
{
    private const int MostNames = 5_000;

    private readonly Dictionary<DateOnly, ReportTally> _byDay = [];
    private readonly Dictionary<string, ReportTally> _byAction = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReportTally> _byUser = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Action, string User, string? Address), long> _refusals = [];

    /// <summary>The first day that is shown.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>All entries of these days.</summary>
    public ReportTally Total { get; } = new();

    /// <summary>By day.</summary>
    public IReadOnlyDictionary<DateOnly, ReportTally> ByDay => _byDay;

    /// <summary>By action.</summary>
    public IReadOnlyDictionary<string, ReportTally> ByAction => _byAction;

    /// <summary>By user.</summary>
    public IReadOnlyDictionary<string, ReportTally> ByUser => _byUser;

    /// <summary>What was refused, to whom and from where, and how often.</summary>
    public IReadOnlyDictionary<(string Action, string User, string? Address), long> Refusals => _refusals;

    /// <summary>How many entries there are whose line is not what was written.</summary>
    public long Unauthentic { get; private set; }

    /// <summary>How many entries have a name that is counted with others only.</summary>
    public long Unnamed { get; private set; }

    /// <summary>When the store was backed up last, as far back as the trail goes; null when it tells of none.</summary>
    public DateTimeOffset? LastBackup { get; private set; }

    /// <summary>Reads a trail from end to end.</summary>
    public static ReportActivity Read(AuditTrail trail, DateTimeOffset now, int days, CancellationToken cancellation)
    {
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        ReportActivity activity = new() { From = today.AddDays(1 - days), To = today };
        foreach (AuditEntry entry in trail.Read(new AuditFilter(), cancellation)) activity.Add(entry);
        return activity;
    }

    private void Add(AuditEntry entry)
    {
        if (!entry.IsAuthentic)
        {
            Unauthentic++;
            return;
        }

        if (entry is { Action: AuditAction.StoreBackedUp, Result: AuditResult.Success } && !(LastBackup > entry.Timestamp)) LastBackup = entry.Timestamp;
        DateOnly day = DateOnly.FromDateTime(entry.Timestamp.UtcDateTime);
        if (day < From || day > To) return;
        Total.Add(entry.Result);
        Count(_byDay, day, entry.Result);
        bool isNamed = Count(_byAction, entry.Action, entry.Result) & Count(_byUser, entry.User, entry.Result);
        if (entry.Result == AuditResult.Denied) isNamed &= CountRefusal((entry.Action, entry.User, entry.IpAddress));
        if (!isNamed) Unnamed++;
    }

    private static bool Count<T>(Dictionary<T, ReportTally> tallies, T key, string result)
        where T : notnull
    {
        if (!tallies.TryGetValue(key, out ReportTally? tally))
        {
            if (tallies.Count >= MostNames) return false;
            tallies.Add(key, tally = new ReportTally());
        }

        tally.Add(result);
        return true;
    }

    private bool CountRefusal((string Action, string User, string? Address) refusal)
    {
        if (!_refusals.TryGetValue(refusal, out long count) && _refusals.Count >= MostNames) return false;
        _refusals[refusal] = count + 1;
        return true;
    }
}
