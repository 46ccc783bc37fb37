namespace EnterpriseSecurity.Reporting;

/// <summary>What a report is to be like.</summary>
public sealed record SecurityReportOptions
{
    /// <summary>The longest title, in characters.</summary>
    public const int LongestTitle = 200;

    /// <summary>The heading; "Security report" when null. It stays as it is in a redacted report too.</summary>
    public string? Title { get; init; }

    /// <summary>How far ahead the report looks for what expires; from one day to ten years.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromDays(90);

    /// <summary>
    /// True to put stable pseudonyms in place of every name, user, host, address and path, so that the report can be
    /// sent on. A thing has the same pseudonym in every report of one store, and another one in other stores.
    /// </summary>
    public bool Redact { get; init; }

    /// <summary>How many days of the audit trail are shown day by day.</summary>
    internal int ActivityDays { get; init; } = 30;

    /// <summary>How old a key may become before the report asks for another; no rule of the store says otherwise yet.</summary>
    internal TimeSpan MaximumKeyAge { get; init; } = TimeSpan.FromDays(365);

    /// <summary>After what time without a use an API key counts as unused.</summary>
    internal TimeSpan UnusedAfter { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Checks that a report can be made so.</summary>
    /// <exception cref="InvalidInputException">It cannot.</exception>
    internal void Check()
    {
        if (Within < TimeSpan.FromDays(1) || Within > TimeSpan.FromDays(3660)) throw SecurityErrors.ReportPeriodInvalid(Within);
        if (Title is not null && (string.IsNullOrWhiteSpace(Title) || Title.Length > LongestTitle)) throw SecurityErrors.ReportTitleInvalid(LongestTitle);
    }
}
