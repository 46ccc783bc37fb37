using System.Management.Automation;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>The base of the cmdlets on one-time passwords that need no store.</summary>
public abstract class OtpCmdlet : OptionalStoreCmdlet
{
    /// <summary>Codes and QR codes, with the audit trail of the store if there is one.</summary>
    private protected OneTimePasswords OneTimePasswords => TryResolve()?.TwoFactor.OneTimePasswords ?? new OneTimePasswords();
}
