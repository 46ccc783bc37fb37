namespace EnterpriseSecurity.Audit;

/// <summary>The verdict on an audit trail.</summary>
public sealed record AuditVerification
{
    /// <summary>True when every line is there, in order and unchanged, up to the one the store knows to be the last.</summary>
    public bool IsValid => Finding == AuditFinding.None;

    /// <summary>The first thing that is wrong.</summary>
    public AuditFinding Finding { get; init; }

    /// <summary>The number of good lines before that, or of all lines.</summary>
    public long VerifiedLines { get; init; }

    /// <summary>The sequence number that should stand at the first bad place, or null.</summary>
    public long? Sequence { get; init; }

    /// <summary>The file with the first bad line, or null.</summary>
    public string? Path { get; init; }

    /// <summary>The number of the first bad line in that file, from 1, or null.</summary>
    public long? LineNumber { get; init; }

    /// <summary>The verdict in a sentence.</summary>
    public string Reason { get; init; } = "";
}
