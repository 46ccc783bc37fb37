namespace EnterpriseSecurity.Reporting;

/// <summary>How an algorithm stands today.</summary>
internal enum AlgorithmStrength
{
    /// <summary>Nothing to do.</summary>
    Strong,

    /// <summary>Safe now, and to be left in the next years.</summary>
    Ageing,

    /// <summary>To be replaced.</summary>
    Weak,
}
