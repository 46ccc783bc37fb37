namespace EnterpriseSecurity.Reporting;

/// <summary>Something that wants attention, with the section that tells more of it.</summary>
/// <param name="Severity">How soon.</param>
/// <param name="Text">What, in a sentence.</param>
/// <param name="SectionId">The section that found it.</param>
internal sealed record ReportConcern(ReportSeverity Severity, ReportText Text, string SectionId);
