namespace EnterpriseSecurity.Audit;

/// <content>Password hashes, generated passwords and their measurement.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string PasswordHashed = "password_hashed";
    public const string PasswordVerified = "password_verified";
    public const string PasswordGenerated = "password_generated";
    public const string PasswordMeasured = "password_measured";
#pragma warning restore CS1591
}
