using System.Management.Automation;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Destroys the material of revoked managed keys. What was known of them stays, in the state Destroyed.</summary>
[Cmdlet(VerbsCommon.Remove, "ManagedKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Name")]
[OutputType(typeof(void))]
public sealed class RemoveManagedKeyCommand : ManagedKeyCmdlet
{
    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (ManagedKeyReference key in Keys)
        {
            if (Confirm(Force, key.ToString(), "Destroy managed key")) ForEachInput(key.ToString(), () => store.ManagedKeys.Destroy(key));
        }
    }
}
