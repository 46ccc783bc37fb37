namespace EnterpriseSecurity.Completion;

/// <summary>Offers every user that the connected store knows: by a role, an API key, a second factor or a password history.</summary>
public sealed class UserIdCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.AccessControl.ListAssignments().Select(one => one.UserId)
            .Concat(store.ApiKeys.List().Select(key => key.UserId).OfType<string>())
            .Concat(store.TwoFactor.List().Select(enrollment => enrollment.UserId))
            .Concat(store.Passwords.ListUsers());
}
