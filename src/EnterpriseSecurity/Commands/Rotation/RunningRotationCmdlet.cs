using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>The base of the cmdlets that take running rotations on.</summary>
public abstract class RunningRotationCmdlet : RotationHookCmdlet
{
    /// <summary>The ids of the rotations, as <c>Get-KeyRotation</c> lists them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RotationIdCompleter))]
    public string[] Id { get; set; } = [];

    private protected abstract string What { get; }

    private protected abstract RotationResult Work(RotationManager rotations, string id, RotationHookRunner runner);

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id)
        {
            ForEachInput(id, () =>
            {
                RotationInfo rotation = store.Rotation.Get(id);
                if (!ShouldProcess($"{rotation.Kind} {rotation.Name} ({id})", What)) return;
                RotationHookKind[] unknown = [.. Hooks.Keys.Except(rotation.Hooks)];
                if (unknown.Length > 0) WriteError(Errors.RotationHookNotKept(rotation, unknown[0]));
                else WriteResult(Work(store.Rotation, id, RunnerFor(store)));
            });
        }
    }
}
