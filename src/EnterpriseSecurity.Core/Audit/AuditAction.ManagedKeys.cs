namespace EnterpriseSecurity.Audit;

/// <content>Managed keys.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string KeyCreated = "key_created";
    public const string KeyListed = "key_listed";
    public const string KeyRetrieved = "key_retrieved";
    public const string KeyUsed = "key_used";
    public const string KeyRevoked = "key_revoked";
    public const string KeyRotated = "key_rotated";
    public const string KeyActivated = "key_activated";
    public const string KeyDestroyed = "key_destroyed";
#pragma warning restore CS1591
}
