using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Tells whether the password policy allows a password.</summary>
/// <remarks>
/// <para>
/// The policy is the connected store's, or the default one without a store; rules that are given as parameters take
/// the place of the policy's for this call. True means that no rule is broken. <c>-Detailed</c> writes all broken
/// rules at once, each with a text to show to the user: MinLength, MaxLength, Uppercase, Lowercase, Digit, Symbol,
/// RepeatedCharacters, CommonPassword, UserName, UserInput, Strength, Breach, History, MinimumAge.
/// </para>
/// <para>
/// The user's name counts when <c>-UserId</c> is given; the history and the minimum age when a store is connected
/// too. Comparing with 24 old hashes takes seconds, as those hashes are slow by intention.
/// </para>
/// <para>
/// With a store connected, the audit trail gets the entry <c>password_policy_checked</c>, with the result denied and
/// the broken rules. Nothing is added to the history: <see cref="AddPasswordHistoryCommand"/> does that once the
/// password is set.
/// </para>
/// <para>A breach list or service that cannot be read or reached is an error and writes neither true nor false.</para>
/// </remarks>
/// <example>
/// <para>Check a new password, and show everything that is wrong with it.</para>
/// <code>
/// $result = Test-PasswordPolicy (Read-Host -AsSecureString 'New password') -UserId jane -UserInput Contoso -Detailed
/// $result.Violations | Format-Table Rule, Message
/// </code>
/// </example>
/// <example>
/// <para>Change a user's password when the policy allows it.</para>
/// <code>
/// $password = Read-Host -AsSecureString 'New password'
/// if (Test-PasswordPolicy $password -UserId jane) { Add-PasswordHistory jane $password }
/// </code>
/// </example>
/// <example>
/// <para>Check generated passwords against stricter rules than the policy's, for this call only.</para>
/// <code>
/// New-Password -Length 14 -Count 3 | Test-PasswordPolicy -MinLength 14 -MinStrengthScore 7
/// </code>
/// </example>
/// <seealso cref="GetPasswordPolicyCommand"/>
/// <seealso cref="SetPasswordPolicyCommand"/>
/// <seealso cref="AddPasswordHistoryCommand"/>
/// <seealso cref="TestPasswordBreachCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "PasswordPolicy")]
[OutputType(typeof(bool), typeof(PasswordPolicyResult))]
public sealed class TestPasswordPolicyCommand : PasswordPolicyCmdlet
{
    /// <summary>The password to check.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>
    /// The user whose password it is to be; case does not matter. Without it, the rules on names, history and minimum
    /// age are left out.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PasswordUserCompleter))]
    public string? UserId { get; set; }

    /// <summary>
    /// Words that must not be in it, as names or the company: up to 100, each of up to 100 characters. Words of fewer
    /// than 4 are not looked for.
    /// </summary>
    [Parameter]
    public string[] UserInput { get; set; } = [];

    /// <summary>Writes an object with IsValid and Violations, every broken rule, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(UserId, () =>
    {
        using SecretBuffer password = Password.ToUtf8Buffer();
        EnterpriseSecurityManager? store = TryResolve();
        PasswordPolicy policy = Apply(store?.Passwords.GetPolicy() ?? new PasswordPolicy());
        PasswordPolicyResult result = store is null
            ? policy.Validate(password.Span, UserId, UserInput, StopToken)
            : store.Passwords.Validate(password.Span, UserId, UserInput, policy, StopToken);
        WriteObject(Detailed ? result : (object)result.IsValid);
    });
}
