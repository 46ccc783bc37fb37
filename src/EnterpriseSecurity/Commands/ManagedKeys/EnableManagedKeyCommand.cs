using System.Management.Automation;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Brings pending managed keys into use, and deprecated ones back.</summary>
/// <remarks>
/// <para>
/// A pending key exists and is not accepted; from now on it is, and its name means it. If another version has the name and is
/// active, that one is deprecated: still accepted, no longer what the name means. A deprecated version is brought back by its
/// id. A revoked or destroyed key stays what it is, and an expired one is not brought into use.
/// </para>
/// <para>
/// The audit trail gets the entry <c>key_activated</c>. Errors: <c>ManagedKeyNotFound</c>, <c>ManagedKeyExpired</c>,
/// <c>ManagedKeyMoveForbidden</c> (it is active, revoked or destroyed).
/// </para>
/// </remarks>
/// <example>
/// <para>Make a key ahead of time, and bring it into use on the day.</para>
/// <code>
/// $null = New-ManagedKey launch ApiToken -Pending
/// Enable-ManagedKey launch -PassThru
/// </code>
/// </example>
/// <example>
/// <para>Bring all pending keys of a team into use.</para>
/// <code>
/// Get-ManagedKey -State Pending -Tag @{ team = 'data' } | Enable-ManagedKey
/// </code>
/// </example>
/// <seealso cref="NewManagedKeyCommand"/>
/// <seealso cref="GetManagedKeyCommand"/>
/// <seealso cref="RevokeManagedKeyCommand"/>
[Cmdlet(VerbsLifecycle.Enable, "ManagedKey", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[OutputType(typeof(ManagedKeyInfo))]
public sealed class EnableManagedKeyCommand : ManagedKeyCmdlet
{
    /// <summary>Writes the keys.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (ManagedKeyReference key in Keys)
        {
            if (!ShouldProcess(key.ToString(), "Bring managed key into use")) continue;
            ForEachInput(key.ToString(), () =>
            {
                ManagedKeyInfo active = store.ManagedKeys.Activate(key);
                if (PassThru) WriteObject(active);
            });
        }
    }
}
