using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's signing keys.</summary>
public sealed class JwtSigningKeyNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.Tokens.ListSigningKeys().Select((JwtSigningKeyInfo key) => key.Name);
}
