namespace EnterpriseSecurity.Reporting;

/// <summary>How soon something in a report wants attention.</summary>
public enum ReportSeverity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>To be planned for.</summary>
    Soon,

    /// <summary>To be dealt with now.</summary>
    ActNow,
}
