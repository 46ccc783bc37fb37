using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Goes on with rotations that were suspended, or that a crash or Ctrl+C left where they were.</summary>
/// <remarks>
/// <para>
/// A suspended rotation goes on with as much time left as it had. One that a process left in the middle goes on at the step
/// that it was at; a hook that ran then may run again. <see cref="InvokeKeyRotationCommand"/> takes rotations over in the same
/// way, but for those that are suspended. When another process runs a hook of the rotation, or died in one a moment ago, the
/// error <c>RotationBusy</c> says until when to wait.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_resumed</c>, then an entry for each step. Errors: <c>RotationNotFound</c>,
/// <c>RotationEnded</c>, <c>RotationBusy</c>, <c>RotationHookNotKept</c>, <c>RotationFailed</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Go on after an incident.</para>
/// <code>
/// $rotation = Start-KeyRotation ManagedKey signing -Strategy Gradual
/// Suspend-KeyRotation $rotation.Id
/// Resume-KeyRotation $rotation.Id
/// </code>
/// </example>
/// <example>
/// <para>Go on with everything that is suspended.</para>
/// <code>
/// Get-KeyRotation | Where-Object IsPaused | Resume-KeyRotation
/// </code>
/// </example>
/// <seealso cref="SuspendKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationCommand"/>
/// <seealso cref="InvokeKeyRotationCommand"/>
[Cmdlet(VerbsLifecycle.Resume, "KeyRotation", SupportsShouldProcess = true)]
[OutputType(typeof(RotationResult))]
public sealed class ResumeKeyRotationCommand : RunningRotationCmdlet
{
    private protected override string What => "Resume key rotation";

    private protected override RotationResult Work(RotationManager rotations, string id, RotationHookRunner runner) => rotations.Resume(id, runner, StopToken);
}
