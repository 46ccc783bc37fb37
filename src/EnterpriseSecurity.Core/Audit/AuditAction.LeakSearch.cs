namespace EnterpriseSecurity.Audit;

/// <content>The search for leaks.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string SecretLeaksSearched = "secret_leaks_searched";
#pragma warning restore CS1591
}
