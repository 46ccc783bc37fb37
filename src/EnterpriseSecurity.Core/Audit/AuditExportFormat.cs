namespace EnterpriseSecurity.Audit;

/// <summary>What an export of the audit trail is written as.</summary>
public enum AuditExportFormat
{
    /// <summary>One JSON array of entries.</summary>
    Json,

    /// <summary>Comma-separated values, RFC 4180, with a header line; metadata as a JSON object.</summary>
    Csv,
}
