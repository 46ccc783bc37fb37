using System.Management.Automation;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Changes the connected store's password policy and writes the policy that results.</summary>
/// <remarks>
/// <para>
/// Only the rules that are given change. With <c>-Reset</c> the default policy is the beginning instead of the
/// present one; <c>-Reset</c> alone takes the store's policy away. The policy is kept sealed in the store and is what
/// <see cref="TestPasswordPolicyCommand"/> and <see cref="AddPasswordHistoryCommand"/> go by; it changes nothing
/// about passwords that exist.
/// </para>
/// <para>
/// A breach list is opened once to see that it can be read, and its full path is kept: a list that is moved later
/// makes every check an error until a new path, or <c>-NoBreachCheck</c>, is given. A breach service is not asked
/// here.
/// </para>
/// <para>
/// The audit trail gets the entry <c>password_policy_changed</c>. Errors: <c>PasswordPolicyInvalid</c> (a value out
/// of range, or rules that contradict each other), <c>BreachListNotFound</c>, <c>BreachListMalformed</c>,
/// <c>StoreNotConnected</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Ask for longer passwords that are hard to guess and are changed once a quarter.</para>
/// <code>
/// Set-PasswordPolicy -MinLength 12 -MinStrengthScore 5 -MaximumAge 90d -MinimumAge 1d
/// </code>
/// </example>
/// <example>
/// <para>Follow NIST SP 800-63B: length and breaches count, classes of characters do not.</para>
/// <code>
/// Set-PasswordPolicy -MinLength 15 -RequireUppercase $false -RequireLowercase $false -RequireDigit $false -RequireSymbol $false -BreachRangeUri https://api.pwnedpasswords.com/range/
/// </code>
/// <para>Each check then sends five hexadecimal digits of the password's SHA-1 hash to the service.</para>
/// </example>
/// <example>
/// <para>Go back to the default policy, with a shorter history.</para>
/// <code>
/// Set-PasswordPolicy -Reset -HistoryCount 12
/// </code>
/// </example>
/// <seealso cref="GetPasswordPolicyCommand"/>
/// <seealso cref="TestPasswordPolicyCommand"/>
/// <seealso cref="ImportBreachedPasswordListCommand"/>
[Cmdlet(VerbsCommon.Set, "PasswordPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(PasswordPolicy))]
public sealed class SetPasswordPolicyCommand : PasswordPolicyCmdlet
{
    /// <summary>
    /// Begins with the default policy rather than the present one, so that rules that are not given go back to their
    /// defaults.
    /// </summary>
    [Parameter]
    public SwitchParameter Reset { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PasswordManager passwords = Resolve().Passwords;
        if (!ShouldProcess(Resolve().Store.Path, Reset ? "Reset password policy" : "Change password policy")) return;
        ForEachInput(null, () =>
        {
            PasswordPolicy initial = new();
            PasswordPolicy policy = Apply(Reset ? initial : passwords.GetPolicy());
            WriteObject(Reset && policy == initial ? passwords.ResetPolicy() : passwords.SetPolicy(policy));
        });
    }
}
