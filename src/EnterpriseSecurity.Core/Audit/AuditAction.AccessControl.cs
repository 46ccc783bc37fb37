namespace EnterpriseSecurity.Audit;

/// <content>Access control.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string RoleDefined = "role_defined";
    public const string RoleChanged = "role_changed";
    public const string RoleDeleted = "role_deleted";
    public const string RoleAssigned = "role_assigned";
    public const string RoleRevoked = "role_revoked";
    public const string RoleListed = "role_listed";
    public const string PermissionChecked = "permission_checked";
    public const string PermissionAuditChanged = "permission_audit_changed";
    public const string RolesExported = "roles_exported";
    public const string RolesImported = "roles_imported";
#pragma warning restore CS1591
}
