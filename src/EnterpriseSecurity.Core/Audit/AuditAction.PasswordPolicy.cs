namespace EnterpriseSecurity.Audit;

/// <content>Password policies, histories and breaches.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string PasswordPolicyRead = "password_policy_read";
    public const string PasswordPolicyChanged = "password_policy_changed";
    public const string PasswordPolicyChecked = "password_policy_checked";
    public const string PasswordHistoryAdded = "password_history_added";
    public const string PasswordHistoryChecked = "password_history_checked";
    public const string PasswordHistoryRead = "password_history_read";
    public const string PasswordBreachChecked = "password_breach_checked";
    public const string PasswordBreachListImported = "password_breach_list_imported";
#pragma warning restore CS1591
}
