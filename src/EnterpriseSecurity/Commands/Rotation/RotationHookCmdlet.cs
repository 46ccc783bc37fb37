using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>The base of the cmdlets that run or keep the hooks of rotations.</summary>
public abstract class RotationHookCmdlet : StoreCmdlet
{
    /// <summary>
    /// Runs when the successor is accepted: brings it to where it is going to be used. A script block, or the path of a
    /// .ps1 file; <c>$_</c> is the rotation with the new credential.
    /// </summary>
    [Parameter]
    [RotationHookTransformation]
    public ScriptBlock? OnStage { get; set; }

    /// <summary>Tests the successor. An error, or <c>$false</c> as the last thing it writes, fails the rotation, which is taken back.</summary>
    [Parameter]
    [RotationHookTransformation]
    public ScriptBlock? OnVerify { get; set; }

    /// <summary>Runs just before the successor comes into use.</summary>
    [Parameter]
    [RotationHookTransformation]
    public ScriptBlock? OnPromote { get; set; }

    /// <summary>Runs just before the successor goes, when the rotation fails or is undone.</summary>
    [Parameter]
    [RotationHookTransformation]
    public ScriptBlock? OnRollback { get; set; }

    private protected IReadOnlyDictionary<RotationHookKind, ScriptBlock> Hooks => new Dictionary<RotationHookKind, ScriptBlock?>
    {
        [RotationHookKind.Stage] = OnStage,
        [RotationHookKind.Verify] = OnVerify,
        [RotationHookKind.Promote] = OnPromote,
        [RotationHookKind.RollBack] = OnRollback,
    }.Where(hook => hook.Value is not null).ToDictionary(hook => hook.Key, hook => hook.Value!);

    private protected Dictionary<RotationHookKind, string> HookTexts => Hooks.ToDictionary(hook => hook.Key, hook => hook.Value.ToString());

    private protected RotationHookRunner RunnerFor(EnterpriseSecurityManager store) => new RotationHookHost(this, store, Hooks, StopToken).Run;

    /// <summary>Writes what a call left, and an error when a step failed.</summary>
    private protected void WriteResult(RotationResult result)
    {
        WriteObject(result);
        if (result.State is RotationState.Failed or RotationState.RollingBack) WriteError(Errors.RotationFailed(result.Rotation));
    }
}
