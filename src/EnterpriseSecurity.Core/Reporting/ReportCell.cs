namespace EnterpriseSecurity.Reporting;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Tone">How it is marked.</param>
internal readonly record struct ReportCell(ReportText Text, ReportTone Tone = ReportTone.Plain)
{
    /// <summary>A cell that is not marked.</summary>
    public static implicit operator ReportCell(ReportText text) => new(text);

    /// <summary>A cell with a number, a dash for none.</summary>
    public static ReportCell Number(long number, ReportTone tone = ReportTone.Plain) => new(ReportText.Of($"{number}"), number == 0 ? ReportTone.Plain : tone);
}
