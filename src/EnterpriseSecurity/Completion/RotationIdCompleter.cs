using System.Collections;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the ids of the rotations that run.</summary>
public sealed class RotationIdCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.Rotation.List().Select((RotationInfo rotation) => rotation.Id);
    }
}
