namespace EnterpriseSecurity.Audit;

/// <content>Two-factor authentication.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string TotpSecretGenerated = "totp_secret_generated";
    public const string TotpCodeGenerated = "totp_code_generated";
    public const string TotpVerified = "totp_verified";
    public const string TotpUriRead = "totp_uri_read";
    public const string TotpQrCodeCreated = "totp_qr_code_created";
    public const string TotpEnrollmentListed = "totp_enrollment_listed";
    public const string TotpEnrollmentRemoved = "totp_enrollment_removed";
    public const string BackupCodesGenerated = "backup_codes_generated";
    public const string BackupCodeVerified = "backup_code_verified";
#pragma warning restore CS1591
}
