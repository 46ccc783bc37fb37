using System.Management.Automation;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Destroys the material of revoked managed keys.</summary>
/// <remarks>
/// <para>
/// The key that sealed the material is overwritten in the database, so the material is gone for good; exports and
/// backups made before still have it. What was known of the key stays, in the state Destroyed, and its name is free
/// again.
/// </para>
/// <para>
/// A key is revoked before it is destroyed (<c>ManagedKeyMoveForbidden</c> otherwise). The audit trail gets the entry
/// <c>key_destroyed</c>. Other error: <c>ManagedKeyNotFound</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Destroy a key that is not needed any more.</para>
/// <code>
/// Revoke-ManagedKey webhook-jira -Reason 'webhook removed' -Force
/// Remove-ManagedKey webhook-jira -Force
/// </code>
/// </example>
/// <example>
/// <para>Destroy keys that were revoked more than 30 days ago.</para>
/// <code>
/// $limit = (Get-Date).AddDays(-30)
/// Get-ManagedKey -State Revoked | Where-Object RevokedAt -LT $limit | Remove-ManagedKey -Force
/// </code>
/// </example>
/// <seealso cref="RevokeManagedKeyCommand"/>
/// <seealso cref="GetManagedKeyCommand"/>
/// <seealso cref="NewManagedKeyCommand"/>
[Cmdlet(VerbsCommon.Remove, "ManagedKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Name")]
[OutputType(typeof(void))]
public sealed class RemoveManagedKeyCommand : ManagedKeyCmdlet
{
    /// <summary>Does not ask before it destroys.</summary>
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
