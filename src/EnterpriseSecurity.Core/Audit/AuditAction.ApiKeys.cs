namespace EnterpriseSecurity.Audit;

/// <content>API keys.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string ApiKeyGenerated = "api_key_generated";
    public const string ApiKeysGenerated = "api_keys_generated";
    public const string ApiKeyImported = "api_key_imported";
    public const string ApiKeyValidated = "api_key_validated";
    public const string ApiKeyUsageDamaged = "api_key_usage_damaged";
    public const string ApiKeyListed = "api_key_listed";
    public const string ApiKeyUpdated = "api_key_updated";
    public const string ApiKeyRevoked = "api_key_revoked";
    public const string ApiKeyDeleted = "api_key_deleted";
    public const string ApiKeyLimitReset = "api_key_rate_limit_reset";
#pragma warning restore CS1591
}
