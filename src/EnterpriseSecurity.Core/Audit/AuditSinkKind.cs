namespace EnterpriseSecurity.Audit;

/// <summary>Where audit entries go, beside the files in the store.</summary>
public enum AuditSinkKind
{
    /// <summary>A syslog receiver: RFC 5424 over a Unix socket, UDP or TCP.</summary>
    Syslog,

    /// <summary>The Windows event log, source <c>EnterpriseSecurity</c>.</summary>
    WindowsEventLog,
}
