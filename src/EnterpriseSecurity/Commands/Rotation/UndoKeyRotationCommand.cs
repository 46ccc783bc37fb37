using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Takes rotations back, as long as their predecessors are accepted.</summary>
/// <remarks>
/// <para>
/// Before the promotion the successor goes, and that is all. After it, until the predecessor's time is over, the name means
/// the predecessor again, and the successor goes. An Immediate rotation that is done has no way back. What a Stage or Promote
/// hook did elsewhere is for the Rollback hook to undo; when that fails, the rotation is undone all the same.
/// </para>
/// <para>
/// A predecessor that was revoked or removed meanwhile cannot come back (<c>RotationPredecessorGone</c>); the successor then
/// stays in use. The audit trail gets <c>rotation_undo_requested</c> with the reason, and <c>rotation_undone</c>. Errors:
/// <c>RotationNotFound</c>, <c>RotationEnded</c>, <c>RotationBusy</c>, <c>RotationUndoTooLate</c>,
/// <c>RotationOptionInvalid</c> (the reason), <c>RotationHookNotKept</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Go back to the old password, because a client was forgotten.</para>
/// <code>
/// $rotation = Start-KeyRotation Secret db-password
/// Undo-KeyRotation $rotation.Id -Reason 'the reporting job still has the old one'
/// </code>
/// </example>
/// <example>
/// <para>Stop all that a policy has begun and not brought into use.</para>
/// <code>
/// Get-KeyRotation -Policy ci-keys | Where-Object PromotedAt -EQ $null | Undo-KeyRotation -Reason 'freeze'
/// </code>
/// </example>
/// <seealso cref="StartKeyRotationCommand"/>
/// <seealso cref="CompleteKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationHistoryCommand"/>
[Cmdlet(VerbsCommon.Undo, "KeyRotation", SupportsShouldProcess = true)]
[OutputType(typeof(RotationResult))]
public sealed class UndoKeyRotationCommand : RunningRotationCmdlet
{
    /// <summary>Why, in one line of up to 500 characters; kept with the rotation and in the audit trail.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override string What => "Undo key rotation";

    private protected override RotationResult Work(RotationManager rotations, string id, RotationHookRunner runner) => rotations.Undo(id, runner, Reason, StopToken);
}
