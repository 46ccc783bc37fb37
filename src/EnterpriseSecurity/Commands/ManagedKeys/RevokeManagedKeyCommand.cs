using System.Management.Automation;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Revokes managed keys, at once and for good. Their material is kept until Remove-ManagedKey, and not given out.</summary>
[Cmdlet(VerbsSecurity.Revoke, "ManagedKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Name")]
[OutputType(typeof(ManagedKeyInfo))]
public sealed class RevokeManagedKeyCommand : ManagedKeyCmdlet
{
    /// <summary>Why; kept with the key and in the audit trail.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the revoked keys.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (ManagedKeyReference key in Keys)
        {
            if (!Confirm(Force, key.ToString(), "Revoke managed key")) continue;
            ForEachInput(key.ToString(), () =>
            {
                ManagedKeyInfo revoked = store.ManagedKeys.Revoke(key, Reason);
                if (PassThru) WriteObject(revoked);
            });
        }
    }
}
