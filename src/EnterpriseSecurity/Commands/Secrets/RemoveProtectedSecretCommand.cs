using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Removes a secret so that it can be brought back, brings it back, or destroys it for good.</summary>
/// <remarks>
/// <para>A removed secret cannot be opened and its name is free at once. For 30 days, or the time of
/// <c>-UndoWindow</c>, <c>-Undo</c> brings it back with all its versions, unless its name was taken meanwhile.
/// After that it is destroyed when secrets are removed the next time.</para>
/// <para><c>-Permanent</c> destroys it now: the records of all versions, with the keys that they are sealed under,
/// are overwritten in the database and its journal. Backups and exports made before still hold them, and an SSD or
/// a snapshot may keep what was overwritten.</para>
/// </remarks>
/// <example>
/// <para>Remove a secret that is not needed any more.</para>
/// <code>
/// Remove-ProtectedSecret old-login -Confirm:$false
/// </code>
/// </example>
/// <example>
/// <para>Bring a secret back that was removed by mistake.</para>
/// <code>
/// Remove-ProtectedSecret api-token -Force
/// Remove-ProtectedSecret api-token -Undo -Force
/// </code>
/// </example>
/// <example>
/// <para>Destroy the secrets of a system that was switched off.</para>
/// <code>
/// Get-ProtectedSecret -Tag @{ env = 'test' } | Remove-ProtectedSecret -Permanent -Force
/// </code>
/// </example>
/// <seealso cref="GetProtectedSecretCommand"/>
/// <seealso cref="SetProtectedSecretCommand"/>
/// <seealso cref="ExportProtectedSecretCommand"/>
[Cmdlet(VerbsCommon.Remove, "ProtectedSecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(SecretInfo))]
public sealed class RemoveProtectedSecretCommand : SecretCmdlet
{
    /// <summary>Destroys the secret and all its versions: their keys are overwritten. Backups and exports still hold them.</summary>
    [Parameter]
    public SwitchParameter Permanent { get; set; }

    /// <summary>Brings a removed secret back.</summary>
    [Parameter]
    public SwitchParameter Undo { get; set; }

    /// <summary>For how long the removal can be undone; 30 days when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? UndoWindow { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Permanent && Undo) ThrowTerminatingError(Errors.ParametersConflict("Permanent", "Undo"));
    }

    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret, string target)
    {
        string what = Undo ? "Bring back secret" : Permanent ? "Destroy secret for good" : "Remove secret";
        if (!Confirm(Force, target, what)) return;
        ForEachInput(target, () =>
        {
            if (Undo) WriteObject(secrets.Recover(secret));
            else if (Permanent) secrets.Destroy(secret);
            else secrets.Remove(secret, UndoWindow);
        });
    }
}
