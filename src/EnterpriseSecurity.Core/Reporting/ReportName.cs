namespace EnterpriseSecurity.Reporting;

/// <summary>A name that may stand in a report: what <see cref="ReportNames"/> made of it.</summary>
/// <param name="Text">The name, or its pseudonym.</param>
/// <param name="IsForeign">True for text that somebody else wrote: it is kept apart from what stands around it.</param>
internal readonly record struct ReportName(string Text, bool IsForeign);
