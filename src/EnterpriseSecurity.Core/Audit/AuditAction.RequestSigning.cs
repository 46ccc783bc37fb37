namespace EnterpriseSecurity.Audit;

/// <content>Signed requests.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string RequestSigned = "request_signed";
    public const string RequestVerified = "request_verified";
#pragma warning restore CS1591
}
