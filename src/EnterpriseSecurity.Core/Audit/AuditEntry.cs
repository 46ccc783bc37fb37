namespace EnterpriseSecurity.Audit;

/// <summary>One line of the audit trail.</summary>
public sealed record AuditEntry
{
    /// <summary>The line's place in the chain, from 1 without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>When it happened, UTC, by the clock of <see cref="Host"/>.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>What was done, for example <c>secret_encrypted</c>; see <see cref="AuditAction"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Who did it: the operating system's user, unless the caller named another.</summary>
    public required string User { get; init; }

    /// <summary>What it was done to: a name or an id, never a secret.</summary>
    public required string Resource { get; init; }

    /// <summary><c>success</c>, <c>failure</c> or <c>denied</c>; see <see cref="AuditResult"/>.</summary>
    public required string Result { get; init; }

    /// <summary>The caller's address, where the caller gave one.</summary>
    public string? IpAddress { get; init; }

    /// <summary>More about it; never a secret.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The machine on which it was done.</summary>
    public string Host { get; init; } = "";

    /// <summary>True when the line is exactly what was written: its mac fits.</summary>
    public bool IsAuthentic { get; init; }
}
