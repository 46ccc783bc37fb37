using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the rotation policies.</summary>
public sealed class RotationPolicyNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) => store.Rotation.ListPolicies().Select((RotationPolicy policy) => policy.Name);
}
