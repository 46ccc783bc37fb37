using System.Management.Automation;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Changes the store's password policy: the rules that are given, or with -Reset all of them.</summary>
[Cmdlet(VerbsCommon.Set, "PasswordPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(PasswordPolicy))]
public sealed class SetPasswordPolicyCommand : PasswordPolicyCmdlet
{
    /// <summary>Begins with the default policy instead of the present one.</summary>
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
