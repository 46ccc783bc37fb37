using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Reporting;

/// <summary>Counts of audit entries by how they ended.</summary>
internal sealed class ReportTally
{
    /// <summary>Those that were done; results of others' own count here too.</summary>
    public long Done { get; private set; }

    /// <summary>Those that failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Those that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>All of them.</summary>
    public long All => Done + Failed + Refused;

    /// <summary>Counts one more.</summary>
    public void Add(string result)
    {
        if (result == AuditResult.Denied) Refused++;
        else if (result == AuditResult.Failure) Failed++;
        else Done++;
    }
}
