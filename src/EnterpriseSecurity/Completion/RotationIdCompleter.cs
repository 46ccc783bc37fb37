using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the ids of the rotations that run.</summary>
public sealed class RotationIdCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) => store.Rotation.List().Select((RotationInfo rotation) => rotation.Id);
}
