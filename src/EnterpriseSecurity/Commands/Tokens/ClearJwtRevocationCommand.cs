using System.Management.Automation;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Takes away what is kept about revoked tokens and sessions that have ended; a revoked token never comes back by it.</summary>
[Cmdlet(VerbsCommon.Clear, "JwtRevocation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(JwtCleanup))]
public sealed class ClearJwtRevocationCommand : StoreCmdlet
{
    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!Confirm(Force, store.Store.Path, "Clear entries of tokens and sessions that have ended")) return;
        ForEachInput(null, () => WriteObject(store.Tokens.ClearRevocations()));
    }
}
