using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <content>What was and is.</content>
public sealed partial class RotationManager
{
    /// <summary>A rotation, running or ended.</summary>
    /// <exception cref="NotFoundException">There is no such rotation.</exception>
    public RotationInfo Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _store.Read(new AuditNote(AuditAction.RotationListed, AuditText.Clip(id)), view => Describe(view, id));
    }

    /// <summary>The rotations that run and match, the oldest first.</summary>
    public IReadOnlyList<RotationInfo> List(RotationFilter? filter = null) => Listed(filter, view => Matching(view, RotationRecord.Collection, filter));

    /// <summary>All rotations that match, running and ended, the newest first.</summary>
    public IReadOnlyList<RotationInfo> GetHistory(RotationFilter? filter = null) => Listed(
        filter,
        view => Matching(view, RotationRecord.Collection, filter).Concat(Matching(view, RotationRecord.HistoryCollection, filter)).OrderByDescending(rotation => rotation.StartedAt).ThenBy(rotation => rotation.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>How the rotations that match went.</summary>
    public RotationStatistics GetStatistics(RotationFilter? filter = null) => _store.Read(new AuditNote(AuditAction.RotationListed, "*"), view =>
    {
        RotationTally all = new();
        SortedDictionary<RotationStrategy, RotationTally> byStrategy = [];
        SortedDictionary<RotationKind, RotationTally> byKind = [];
        foreach (RotationInfo rotation in Matching(view, RotationRecord.HistoryCollection, filter))
        {
            all.Add(rotation);
            TallyOf(byStrategy, rotation.Strategy).Add(rotation);
            TallyOf(byKind, rotation.Kind).Add(rotation);
        }

        return new RotationStatistics
        {
            TotalRotations = all.Total,
            SuccessfulRotations = all.Successful,
            FailedRotations = all.Failed,
            UndoneRotations = all.Total - all.Successful - all.Failed,
            RunningRotations = Matching(view, RotationRecord.Collection, filter).LongCount(),
            AverageDuration = all.AverageDuration,
            ShortestDuration = all.Shortest,
            LongestDuration = all.Longest,
            AverageTimeToPromotion = all.AverageTimeToPromotion,
            LastRotationAt = all.Last,
            ByStrategy = byStrategy.ToDictionary(pair => pair.Key, pair => pair.Value.ToGroup()),
            ByKind = byKind.ToDictionary(pair => pair.Key, pair => pair.Value.ToGroup()),
        };
    });

    /// <summary>The number of rotations that run, and of policies that are enabled.</summary>
    internal (long Running, long Policies) Count() => _store.Peek(view => (RotationRecord.CountRunning(view), view.Count(RotationPolicyRecord.Collection)));

    /// <summary>Brings the files of all rotations that run to what the records say.</summary>
    internal void SettleAll() => _engine.SettleAll();

    private static RotationTally TallyOf<TKey>(SortedDictionary<TKey, RotationTally> tallies, TKey key)
        where TKey : notnull
    {
        if (!tallies.TryGetValue(key, out RotationTally? tally)) tallies[key] = tally = new RotationTally();
        return tally;
    }

    private List<RotationInfo> ListRunning() => _store.Peek(view => Matching(view, RotationRecord.Collection, null).ToList());

    private IReadOnlyList<RotationInfo> Listed(RotationFilter? filter, Func<StoreView, IEnumerable<RotationInfo>> work) =>
        _store.Read(new AuditNote(AuditAction.RotationListed, AuditText.Clip(filter?.Name ?? "*")), view => (IReadOnlyList<RotationInfo>)[.. work(view)]);

    private IEnumerable<RotationInfo> Matching(StoreView view, string collection, RotationFilter? filter)
    {
        DateTimeOffset now = Now;
        return view.List(collection).Select(record => RotationRecord.ToInfo(record, now)).Where(rotation => filter is null || filter.Matches(rotation));
    }
}
