namespace EnterpriseSecurity.Reporting;

/// <summary>How a cell is marked: always with a sign and words, and with a colour besides.</summary>
internal enum ReportTone
{
    /// <summary>Not marked.</summary>
    Plain,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Caution,

    /// <summary>Wrong.</summary>
    Bad,
}
