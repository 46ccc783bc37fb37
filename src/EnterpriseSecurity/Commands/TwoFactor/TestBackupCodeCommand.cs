using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Checks a user's backup code, and uses it up. Case, spaces and hyphens do not matter.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BackupCode")]
[OutputType(typeof(bool), typeof(OtpVerification))]
public sealed class TestBackupCodeCommand : StoreCmdlet
{
    /// <summary>The code as it was typed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Code { get; set; } = "";

    /// <summary>The user whose code it should be.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>Writes what was learned instead of true or false. It is for the operator, not for who signs in.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(UserId, () =>
    {
        OtpVerification verdict = store.TwoFactor.VerifyBackupCode(UserId, Code);
        WriteObject(Detailed ? verdict : (object)verdict.IsValid);
    });
}
