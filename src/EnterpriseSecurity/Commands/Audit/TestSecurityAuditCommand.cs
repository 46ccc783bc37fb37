using System.Management.Automation;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Checks that the audit trail is whole: every line there, in order, and unchanged.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SecurityAudit")]
[OutputType(typeof(bool), typeof(AuditVerification))]
public sealed class TestSecurityAuditCommand : StoreCmdlet
{
    /// <summary>Writes the verdict with the first bad line instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput("audit", () =>
    {
        using CmdletProgress progress = ShowProgress("Checking the audit trail");
        AuditVerification verdict = store.Audit.Verify(progress, StopToken);
        WriteObject(Detailed ? verdict : (object)verdict.IsValid);
    });
}
