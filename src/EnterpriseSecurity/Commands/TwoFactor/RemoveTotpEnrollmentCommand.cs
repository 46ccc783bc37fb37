using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Takes users' second factors away, secret and backup codes, for good.</summary>
[Cmdlet(VerbsCommon.Remove, "TotpEnrollment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveTotpEnrollmentCommand : StoreCmdlet
{
    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string user in UserId)
        {
            if (Confirm(Force, user, "Remove second factor and backup codes")) ForEachInput(user, () => store.TwoFactor.Remove(user));
        }
    }
}
