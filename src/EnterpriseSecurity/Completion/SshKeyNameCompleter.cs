using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's SSH keys.</summary>
public sealed class SshKeyNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.SshKeys.List().Select((SshKeyInfo key) => key.Name);
}
