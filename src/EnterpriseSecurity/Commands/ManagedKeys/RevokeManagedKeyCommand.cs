using System.Management.Automation;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Revokes managed keys, at once and for good.</summary>
/// <remarks>
/// <para>
/// A revoked key is neither accepted nor given out any more, and cannot be made active again. Its material is kept
/// until <see cref="RemoveManagedKeyCommand"/>, and its name is taken until then.
/// </para>
/// <para>
/// The audit trail gets the entry <c>key_revoked</c> with the reason. Errors: <c>ManagedKeyNotFound</c>,
/// <c>ManagedKeyMoveForbidden</c> (it is revoked or destroyed already), <c>ManagedKeyReasonInvalid</c> (more than one
/// line, or more than 500 characters).
/// </para>
/// </remarks>
/// <example>
/// <para>Revoke a key that has leaked, and make another one.</para>
/// <code>
/// Revoke-ManagedKey api -Reason 'found in a build log' -Force
/// Remove-ManagedKey api -Force
/// New-ManagedKey api ApiToken -Scope ReadWrite -ExpiresIn 90d
/// </code>
/// <para>
/// <see cref="RemoveManagedKeyCommand"/> makes the name free. Use another name to keep the revoked key's material a
/// while.
/// </para>
/// </example>
/// <example>
/// <para>Revoke all keys of a team.</para>
/// <code>
/// Get-ManagedKey -State Active -Tag @{ team = 'data' } | Revoke-ManagedKey -Reason 'team dissolved' -Force -PassThru
/// </code>
/// </example>
/// <example>
/// <para>See first what would be revoked.</para>
/// <code>
/// Get-ManagedKey webhook* | Revoke-ManagedKey -WhatIf
/// </code>
/// </example>
/// <seealso cref="RemoveManagedKeyCommand"/>
/// <seealso cref="GetManagedKeyCommand"/>
/// <seealso cref="NewManagedKeyCommand"/>
[Cmdlet(VerbsSecurity.Revoke, "ManagedKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Name")]
[OutputType(typeof(ManagedKeyInfo))]
public sealed class RevokeManagedKeyCommand : ManagedKeyCmdlet
{
    /// <summary>Why, in one line of up to 500 characters; kept with the key and in the audit trail.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Does not ask before it revokes.</summary>
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
