using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Removes a secret so that it can be brought back, brings it back, or destroys it for good.</summary>
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

    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret)
    {
        string what = Undo ? "Bring back secret" : Permanent ? "Destroy secret for good" : "Remove secret";
        if (!Confirm(Force, secret.ToString(), what)) return;
        ForEachInput(secret.ToString(), () =>
        {
            if (Undo) WriteObject(secrets.Recover(secret));
            else if (Permanent) secrets.Destroy(secret);
            else secrets.Remove(secret, UndoWindow);
        });
    }
}
