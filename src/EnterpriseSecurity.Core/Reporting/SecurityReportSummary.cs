namespace EnterpriseSecurity.Reporting;

/// <summary>A report that was written, in a few figures.</summary>
public sealed record SecurityReportSummary
{
    /// <summary>The file, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True when the check of the store and of its audit trail found nothing.</summary>
    public required bool IsSound { get; init; }

    /// <summary>How many things there are to deal with now.</summary>
    public required int ActNow { get; init; }

    /// <summary>How many things there are to plan for.</summary>
    public required int Soon { get; init; }

    /// <summary>How many more things are worth knowing.</summary>
    public required int Notes { get; init; }

    /// <summary>True when pseudonyms stand in place of names.</summary>
    public required bool IsRedacted { get; init; }

    /// <summary>The counts in it, as <see cref="EnterpriseSecurityManager.GetStatus"/> gives them; null when the store is too damaged to count.</summary>
    public required SecurityStatus? Status { get; init; }
}
