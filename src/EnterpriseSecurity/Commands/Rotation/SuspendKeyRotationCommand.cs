using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Stops rotations where they are, before their promotion.</summary>
/// <remarks>
/// <para>
/// No time passes for a suspended rotation: a phase does not end, a staging period does not run out, and
/// <see cref="InvokeKeyRotationCommand"/> leaves it alone. Both credentials are accepted as they were. It goes on with
/// <see cref="ResumeKeyRotationCommand"/>, <see cref="CompleteKeyRotationCommand"/> or <see cref="UndoKeyRotationCommand"/>.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_paused</c>. Errors: <c>RotationNotFound</c>, <c>RotationEnded</c>,
/// <c>RotationStepForbidden</c> (it is promoted, or rolls back), <c>RotationBusy</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Hold a gradual rotation while something is looked into.</para>
/// <code>
/// $rotation = Start-KeyRotation ManagedKey signing -Strategy Gradual
/// Suspend-KeyRotation $rotation.Id
/// </code>
/// </example>
/// <example>
/// <para>Hold everything before a change freeze.</para>
/// <code>
/// Get-KeyRotation -State Verified | Suspend-KeyRotation
/// </code>
/// </example>
/// <seealso cref="ResumeKeyRotationCommand"/>
/// <seealso cref="UndoKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationCommand"/>
[Cmdlet(VerbsLifecycle.Suspend, "KeyRotation", SupportsShouldProcess = true)]
[OutputType(typeof(RotationInfo))]
public sealed class SuspendKeyRotationCommand : StoreCmdlet
{
    /// <summary>The ids of the rotations.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RotationIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id)
        {
            if (ShouldProcess(id, "Suspend key rotation")) ForEachInput(id, () => WriteObject(store.Rotation.Pause(id)));
        }
    }
}
