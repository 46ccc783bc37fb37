namespace EnterpriseSecurity.AccessControl;

/// <summary>What the audit trail tells of one check, or of many alike.</summary>
internal readonly record struct PermissionCheck(string User, string Permission, string? Resource, bool IsAllowed);
