using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Brings rotations on without waiting for the clock: switches to the successor, or ends the predecessor.</summary>
/// <remarks>
/// <para>
/// A rotation that waits for its promotion is promoted: a BlueGreen one is switched, a Gradual one goes to all clients at
/// once, a suspended one goes on. One that is promoted ends its predecessor now, and is completed. <c>-AtOnce</c> does both.
/// After the predecessor's end nothing can be undone.
/// </para>
/// <para>
/// Hooks run as <see cref="StartKeyRotationCommand"/> says. Those that the rotation keeps run by themselves;
/// <c>-OnPromote</c> and the others put another script in the place of one that it keeps, for this run. The audit trail gets
/// <c>rotation_completion_requested</c>, then an entry for each step. Errors: <c>RotationNotFound</c>, <c>RotationEnded</c>,
/// <c>RotationBusy</c> (another process runs a hook of it), <c>RotationStepForbidden</c> (it is rolling back),
/// <c>RotationHookNotKept</c>, <c>RotationFailed</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Switch to a key that was staged and tested.</para>
/// <code>
/// $rotation = Start-KeyRotation Secret db-password -Strategy BlueGreen
/// Complete-KeyRotation $rotation.Id
/// </code>
/// </example>
/// <example>
/// <para>End the old keys of all rotations that everybody has followed.</para>
/// <code>
/// Get-KeyRotation -State Promoted | Complete-KeyRotation
/// </code>
/// </example>
/// <example>
/// <para>Switch and end the old one in one go.</para>
/// <code>
/// Start-KeyRotation ApiKey backend -Strategy BlueGreen | Complete-KeyRotation -AtOnce
/// </code>
/// </example>
/// <seealso cref="StartKeyRotationCommand"/>
/// <seealso cref="UndoKeyRotationCommand"/>
/// <seealso cref="StepKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationCommand"/>
[Cmdlet(VerbsLifecycle.Complete, "KeyRotation", SupportsShouldProcess = true)]
[OutputType(typeof(RotationResult))]
public sealed class CompleteKeyRotationCommand : RunningRotationCmdlet
{
    /// <summary>Promotes the successor and ends its predecessor, without the time in which both are accepted.</summary>
    [Parameter]
    public SwitchParameter AtOnce { get; set; }

    private protected override string What => AtOnce ? "Promote the successor and end the predecessor" : "Complete key rotation";

    private protected override RotationResult Work(RotationManager rotations, string id, RotationHookRunner runner) => rotations.Complete(id, runner, AtOnce, StopToken);
}
