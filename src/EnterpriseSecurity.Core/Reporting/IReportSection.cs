namespace EnterpriseSecurity.Reporting;

/// <summary>One section of a report. A new one is a class of this kind, and a line in <see cref="SecurityReporter"/>'s list.</summary>
internal interface IReportSection
{
    /// <summary>The section's anchor in the page: small letters.</summary>
    string Id { get; }

    /// <summary>Its heading.</summary>
    string Title { get; }

    /// <summary>Fills the section with what the source knows.</summary>
    void Write(ReportSource source, ReportSection section);
}
