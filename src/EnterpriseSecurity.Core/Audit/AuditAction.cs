namespace EnterpriseSecurity.Audit;

/// <summary>The actions that this library writes to the audit trail, as they are spelled there.</summary>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string StoreInitialized = "store_initialized";
    public const string StoreOpened = "store_opened";
    public const string StoreUnlockFailed = "store_unlock_failed";
    public const string StoreVerified = "store_verified";
    public const string StoreBackedUp = "store_backed_up";
    public const string StoreRestored = "store_restored";
    public const string StoreKeyRotated = "store_key_rotated";
    public const string ProtectorAdded = "store_key_protector_added";
    public const string ProtectorChanged = "store_key_protector_changed";
    public const string ProtectorRemoved = "store_key_protector_removed";
    public const string AuditExported = "audit_exported";
    public const string AuditTrimmed = "audit_trimmed";
    public const string AuditSinksChanged = "audit_sinks_changed";
    public const string SecretEncrypted = "secret_encrypted";
    public const string SecretDecrypted = "secret_decrypted";
    public const string SecretRotated = "secret_rotated";
    public const string SecretUpdated = "secret_updated";
    public const string SecretListed = "secret_listed";
    public const string SecretDeleted = "secret_deleted";
    public const string SecretRecovered = "secret_recovered";
    public const string SecretDestroyed = "secret_destroyed";
    public const string SecretRolledBack = "secret_rolled_back";
    public const string SecretsExported = "secrets_exported";
    public const string SecretsImported = "secrets_imported";
    public const string SshKeyGenerated = "ssh_key_generated";
    public const string SshKeyImported = "ssh_key_imported";
    public const string SshKeyListed = "ssh_key_listed";
    public const string SshKeyRead = "ssh_key_read";
    public const string SshKeyExported = "ssh_key_exported";
    public const string SshKeyValidated = "ssh_key_validated";
    public const string SshKeyRotated = "ssh_key_rotated";
    public const string SshKeyDeleted = "ssh_key_deleted";
    public const string SshKeyPassphraseChanged = "ssh_key_passphrase_changed";
    public const string SshKeyPassphraseRemoved = "ssh_key_passphrase_removed";
    public const string SshAuthorizedKeyAdded = "ssh_authorized_key_added";
    public const string SshAuthorizedKeyRemoved = "ssh_authorized_key_removed";
    public const string SshTemporaryKeyCreated = "ssh_temp_key_created";
    public const string SshTemporaryKeyCleared = "ssh_temp_key_cleared";
    public const string SshCertificateSigned = "ssh_certificate_signed";
    public const string SshSigned = "ssh_signature_created";
    public const string SshAgentKeyAdded = "ssh_agent_key_added";
    public const string SshAgentKeyRemoved = "ssh_agent_key_removed";
#pragma warning restore CS1591
}
