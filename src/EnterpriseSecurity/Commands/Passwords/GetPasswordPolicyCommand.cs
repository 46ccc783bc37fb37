using System.Management.Automation;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Gets the password policy that is in force.</summary>
/// <remarks>
/// <para>
/// That is the connected store's policy if <see cref="SetPasswordPolicyCommand"/> or
/// <see cref="ImportBreachedPasswordListCommand"/> has set one, and the default policy otherwise, also where no store
/// is connected: 8 to 256 characters, a capital letter, a small letter, a digit and a symbol, no character more than
/// 3 times in a row, no common password, not the user's name, none of the last 24 passwords.
/// </para>
/// <para>With a store connected, the audit trail gets the entry <c>password_policy_read</c>.</para>
/// </remarks>
/// <example>
/// <para>Look at the policy that is in force.</para>
/// <code>
/// Get-PasswordPolicy
/// </code>
/// </example>
/// <example>
/// <para>Make a password that is long enough for the policy, whatever it is.</para>
/// <code>
/// $policy = Get-PasswordPolicy
/// New-Password -Length ([Math]::Max(16, $policy.MinLength))
/// </code>
/// </example>
/// <example>
/// <para>Keep a record of the rules beside other configuration.</para>
/// <code>
/// Get-PasswordPolicy | ConvertTo-Json | Set-Content ./password-policy.json
/// </code>
/// </example>
/// <seealso cref="SetPasswordPolicyCommand"/>
/// <seealso cref="TestPasswordPolicyCommand"/>
[Cmdlet(VerbsCommon.Get, "PasswordPolicy")]
[OutputType(typeof(PasswordPolicy))]
public sealed class GetPasswordPolicyCommand : OptionalStoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () => WriteObject(TryResolve()?.Passwords.GetPolicy() ?? new PasswordPolicy()));
}
