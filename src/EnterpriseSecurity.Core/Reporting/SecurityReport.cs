using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Reporting;

/// <summary>A report on a store: everything that its page shows, in the order in which it does.</summary>
internal sealed record SecurityReport
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>Which store.</summary>
    public required ReportText Store { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True when pseudonyms stand in place of names.</summary>
    public required bool IsRedacted { get; init; }

    /// <summary>The verdict on the store.</summary>
    public required StoreVerification Verification { get; init; }

    /// <summary>The counts; null when the store is too damaged to count.</summary>
    public required SecurityStatus? Status { get; init; }

    /// <summary>The sections.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>What wants attention, the most urgent first.</summary>
    public IReadOnlyList<ReportConcern> Concerns => [.. Sections.SelectMany(section => section.Concerns).OrderByDescending(one => one.Severity)];

    /// <summary>How many things want attention so soon.</summary>
    public int Count(ReportSeverity severity) => Sections.Sum(section => section.Concerns.Count(one => one.Severity == severity));
}
