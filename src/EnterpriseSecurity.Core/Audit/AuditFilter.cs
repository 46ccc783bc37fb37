using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>Which entries to return. A member that is not set lets everything through; wildcards are <c>*</c> and <c>?</c>.</summary>
public sealed record AuditFilter
{
    /// <summary>The action, wildcards allowed.</summary>
    public string? Action { get; init; }

    /// <summary>The user, wildcards allowed.</summary>
    public string? User { get; init; }

    /// <summary>The resource, wildcards allowed.</summary>
    public string? Resource { get; init; }

    /// <summary>The result.</summary>
    public string? Result { get; init; }

    /// <summary>At this time or later.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>True when the entry is one of those asked for.</summary>
    public bool Matches(AuditEntry entry) =>
        Like(Action, entry.Action)
        && Like(User, entry.User)
        && Like(Resource, entry.Resource)
        && Like(Result, entry.Result)
        && (After is null || entry.Timestamp >= After)
        && (Before is null || entry.Timestamp < Before);

    private static bool Like(string? pattern, string value) =>
        pattern is null || NamePattern.Matches(pattern, value);
}
