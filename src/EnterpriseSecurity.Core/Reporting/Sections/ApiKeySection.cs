using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>API keys that may too much, that nobody uses, or that never end.</summary>
internal sealed class ApiKeySection : IReportSection
{
    // A key made yesterday is not suspect for not having been used.
    private static readonly TimeSpan Settling = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public string Id => "api-keys";

    /// <inheritdoc/>
    public string Title => "API keys";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        ApiKeyInfo[] active = [.. source.ApiKeys.Where(key => key.Enabled && !(key.ExpiresAt <= source.Now))];
        ApiKeyInfo[] everything = [.. active.Where(MayEverything)];
        ApiKeyInfo[] wide = [.. active.Where(key => !MayEverything(key) && HasWildcard(key))];
        ApiKeyInfo[] neverUsed = [.. active.Where(key => key.LastUsedAt is null && source.Now - key.CreatedAt >= Settling)];
        ApiKeyInfo[] unused = [.. active.Where(key => source.Now - key.LastUsedAt >= source.Options.UnusedAfter)];
        ApiKeyInfo[] endless = [.. active.Where(key => key.ExpiresAt is null)];
        section.ConcernIf(everything.Length, ReportSeverity.ActNow, $"API key may do everything (scope *)", $"API keys may do everything (scope *)");
        section.ConcernIf(unused.Length, ReportSeverity.Soon, $"API key was not used for {source.Options.UnusedAfter}", $"API keys were not used for {source.Options.UnusedAfter}");
        section.ConcernIf(neverUsed.Length, ReportSeverity.Soon, $"API key was never used", $"API keys were never used");
        section.ConcernIf(endless.Length, ReportSeverity.Note, $"API key has no end", $"API keys have no end");
        section.Facts(
            (ReportText.Of($"Accepted now"), ReportCell.Number(active.Length)),
            (ReportText.Of($"May do everything"), ReportCell.Number(everything.Length, ReportTone.Bad)),
            (ReportText.Of($"Other wildcard in a scope"), ReportCell.Number(wide.Length, ReportTone.Caution)),
            (ReportText.Of($"Never used"), ReportCell.Number(neverUsed.Length, ReportTone.Caution)),
            (ReportText.Of($"Not used for {source.Options.UnusedAfter}"), ReportCell.Number(unused.Length, ReportTone.Caution)),
            (ReportText.Of($"Without an end"), ReportCell.Number(endless.Length)));

        ReportNames names = source.Names;
        (ApiKeyInfo Key, List<ReportText> Reasons)[] suspects = [.. active.Select(key => (key, Reasons(source, key))).Where(one => one.Item2.Count > 0).OrderByDescending(one => MayEverything(one.key)).ThenByDescending(one => one.Item2.Count)];
        section.Table(
            $"API keys to look at",
            [(ReportText.Of($"Name"), false), (ReportText.Of($"Owner"), false), (ReportText.Of($"Scopes"), false), (ReportText.Of($"Created"), false), (ReportText.Of($"Last used"), false), (ReportText.Of($"Why"), false)],
            suspects,
            one =>
            [
                ReportText.Of($"{names.Of(ReportNameKind.ApiKey, one.Key.Name)}"),
                one.Key.UserId is null ? ReportText.None : ReportText.Of($"{names.Of(ReportNameKind.User, one.Key.UserId)}"),
                ReportText.Join(one.Key.Scopes.Select(scope => ReportText.Of($"{names.Scope(scope)}"))),
                ReportText.Day(one.Key.CreatedAt),
                ReportText.Day(one.Key.LastUsedAt),
                new ReportCell(ReportText.Join(one.Reasons), MayEverything(one.Key) ? ReportTone.Bad : ReportTone.Caution),
            ]);
        if (suspects.Length == 0) section.Say($"No key stands out.");
    }

    private static bool MayEverything(ApiKeyInfo key) => key.Scopes.Any(scope => scope.Split(':').All(part => part == "*"));

    private static bool HasWildcard(ApiKeyInfo key) => key.Scopes.Any(scope => scope.Split(':').Contains("*"));

    private static List<ReportText> Reasons(ReportSource source, ApiKeyInfo key)
    {
        List<ReportText> reasons = [];
        if (MayEverything(key)) reasons.Add(ReportText.Of($"may do everything"));
        else if (HasWildcard(key)) reasons.Add(ReportText.Of($"wildcard"));
        if (key.LastUsedAt is null && source.Now - key.CreatedAt >= Settling) reasons.Add(ReportText.Of($"never used"));
        if (source.Now - key.LastUsedAt is { } idle && idle >= source.Options.UnusedAfter) reasons.Add(ReportText.Of($"unused for {idle}"));
        if (reasons.Count > 0 && key.ExpiresAt is null) reasons.Add(ReportText.Of($"no end"));
        return reasons;
    }
}
