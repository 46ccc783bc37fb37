using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>
/// Checks passwords against a policy: the store's, or the default one without a store, with the rules that are given
/// in place of its own. With a store and a user, the user's history counts too.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "PasswordPolicy")]
[OutputType(typeof(bool), typeof(PasswordPolicyResult))]
public sealed class TestPasswordPolicyCommand : PasswordPolicyCmdlet
{
    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>The user whose password it shall be.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PasswordUserCompleter))]
    public string? UserId { get; set; }

    /// <summary>Words that an attacker of this user tries first: names, the company, the site.</summary>
    [Parameter]
    public string[] UserInput { get; set; } = [];

    /// <summary>Writes every broken rule instead of true or false.</summary>
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
