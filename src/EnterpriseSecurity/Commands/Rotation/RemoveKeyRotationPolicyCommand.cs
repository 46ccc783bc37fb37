using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Takes policies away.</summary>
/// <remarks>
/// <para>
/// What a policy has begun goes on as it was begun, hooks included; <see cref="UndoKeyRotationCommand"/> takes it back. Its
/// rotations stay in the history under its name. <see cref="SetKeyRotationPolicyCommand"/> with <c>-Disable</c> keeps a policy
/// and lets it rest.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_policy_removed</c>. Error: <c>RotationPolicyNotFound</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Remove a policy without being asked.</para>
/// <code>
/// Remove-KeyRotationPolicy ci-keys -Force
/// </code>
/// </example>
/// <example>
/// <para>See which policies for secrets would be removed.</para>
/// <code>
/// Get-KeyRotationPolicy -Kind Secret | Remove-KeyRotationPolicy -WhatIf
/// </code>
/// </example>
/// <seealso cref="GetKeyRotationPolicyCommand"/>
/// <seealso cref="SetKeyRotationPolicyCommand"/>
[Cmdlet(VerbsCommon.Remove, "KeyRotationPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveKeyRotationPolicyCommand : StoreCmdlet
{
    /// <summary>The policies' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RotationPolicyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Does not ask before it removes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            if (Confirm(Force, name, "Remove key rotation policy")) ForEachInput(name, () => store.Rotation.RemovePolicy(name));
        }
    }
}
