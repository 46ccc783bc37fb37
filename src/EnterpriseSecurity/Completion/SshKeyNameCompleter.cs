using System.Collections;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's SSH keys.</summary>
public sealed class SshKeyNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.SshKeys.List().Select((SshKeyInfo key) => key.Name);
    }
}
