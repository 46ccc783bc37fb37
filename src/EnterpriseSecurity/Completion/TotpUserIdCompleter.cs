using System.Collections;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the users with a second factor in the connected store.</summary>
public sealed class TotpUserIdCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.TwoFactor.List().Select((OtpEnrollment enrollment) => enrollment.UserId);
    }
}
