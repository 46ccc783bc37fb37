using System.Collections;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the rotation policies.</summary>
public sealed class RotationPolicyNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.Rotation.ListPolicies().Select((RotationPolicy policy) => policy.Name);
    }
}
