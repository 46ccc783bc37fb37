using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the users with a second factor in the connected store.</summary>
public sealed class TotpUserIdCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.TwoFactor.List().Select((OtpEnrollment enrollment) => enrollment.UserId);
}
