using System.Collections;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the users who have a password history in the connected store.</summary>
public sealed class PasswordUserCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.Passwords.ListUsers();
    }
}
