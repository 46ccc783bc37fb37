namespace EnterpriseSecurity.Completion;

/// <summary>Offers the users who have a password history in the connected store.</summary>
public sealed class PasswordUserCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.Passwords.ListUsers();
}
