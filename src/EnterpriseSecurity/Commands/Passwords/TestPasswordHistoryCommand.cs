using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Compares a password with a user's last ones: true when it is new, false when it was used before.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PasswordHistory")]
[OutputType(typeof(bool), typeof(PasswordHistoryCheck))]
public sealed class TestPasswordHistoryCommand : StoreCmdlet
{
    /// <summary>The user; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PasswordUserCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>With how many of the last passwords it is compared.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int HistorySize { get; set; } = 5;

    /// <summary>Writes what was learned, the age of the user's present password too, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(UserId, () =>
    {
        using SecretBuffer password = Password.ToUtf8Buffer();
        PasswordHistoryCheck check = store.Passwords.CheckHistory(UserId, password.Span, HistorySize);
        WriteObject(Detailed ? check : (object)check.IsNew);
    });
}
