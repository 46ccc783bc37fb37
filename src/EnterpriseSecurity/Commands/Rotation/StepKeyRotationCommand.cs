using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Takes gradual rotations to their next phase before the clock does.</summary>
/// <remarks>
/// <para>
/// The next phase's share of the clients gets the successor from now on; those that have it keep it. A step into the last
/// phase promotes the successor. A suspended rotation steps too, and stays suspended before the last phase.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_advanced</c>. Errors: <c>RotationNotFound</c>, <c>RotationEnded</c>,
/// <c>RotationNotGradual</c>, <c>RotationStepForbidden</c> (it is promoted, or rolls back), <c>RotationBusy</c>,
/// <c>RotationHookNotKept</c>, <c>RotationFailed</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Go on to half of the clients, because the first ones do well.</para>
/// <code>
/// $rotation = Start-KeyRotation ManagedKey signing -Strategy Gradual -Phase 10:7d, 50:7d, 100:7d
/// (Step-KeyRotation $rotation.Id).Rotation.Share
/// </code>
/// </example>
/// <example>
/// <para>Take every gradual rotation that waits one phase further.</para>
/// <code>
/// Get-KeyRotation -Strategy Gradual -State Verified | Step-KeyRotation
/// </code>
/// </example>
/// <seealso cref="SuspendKeyRotationCommand"/>
/// <seealso cref="CompleteKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationChoiceCommand"/>
[Cmdlet(VerbsCommon.Step, "KeyRotation", SupportsShouldProcess = true)]
[OutputType(typeof(RotationResult))]
public sealed class StepKeyRotationCommand : RunningRotationCmdlet
{
    private protected override string What => "Advance key rotation by a phase";

    private protected override RotationResult Work(RotationManager rotations, string id, RotationHookRunner runner) => rotations.Advance(id, runner, StopToken);
}
