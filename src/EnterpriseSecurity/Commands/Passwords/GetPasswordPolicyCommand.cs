using System.Management.Automation;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Gets the store's password policy; the default one when none was set, or no store is connected.</summary>
[Cmdlet(VerbsCommon.Get, "PasswordPolicy")]
[OutputType(typeof(PasswordPolicy))]
public sealed class GetPasswordPolicyCommand : OptionalStoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () => WriteObject(TryResolve()?.Passwords.GetPolicy() ?? new PasswordPolicy()));
}
