using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>
/// Makes backup codes for an enrolled user, for when the device is not at hand. They replace all that were there, each
/// works once, and they are shown this once.
/// </summary>
[Cmdlet(VerbsCommon.New, "BackupCode", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class NewBackupCodeCommand : StoreCmdlet
{
    /// <summary>The user.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>How many.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Count { get; set; } = TwoFactorManager.DefaultBackupCodes;

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(UserId, $"Replace all backup codes by {Count} new ones")) return;
        ForEachInput(UserId, () => WriteObject(store.TwoFactor.CreateBackupCodes(UserId, Count), enumerateCollection: true));
    }
}
