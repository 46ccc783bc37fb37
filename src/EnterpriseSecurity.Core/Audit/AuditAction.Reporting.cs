namespace EnterpriseSecurity.Audit;

/// <content>Reports.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string ReportExported = "report_exported";
#pragma warning restore CS1591
}
