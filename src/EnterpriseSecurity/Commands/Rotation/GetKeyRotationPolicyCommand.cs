using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Lists policies for the rotation of credentials.</summary>
/// <remarks>
/// <para>
/// Each says what it rotates, at which age, by which strategy, and whether it is enabled; its hooks' texts are in the property
/// Hooks. Read them before you let a scheduler run them.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_policy_listed</c>. A name that does not exist is the error <c>RotationPolicyNotFound</c>;
/// a wildcard that matches nothing is none.
/// </para>
/// </remarks>
/// <example>
/// <para>See all policies.</para>
/// <code>
/// Get-KeyRotationPolicy
/// </code>
/// </example>
/// <example>
/// <para>Read what a policy runs.</para>
/// <code>
/// (Get-KeyRotationPolicy ci-keys).Hooks | Format-List
/// </code>
/// </example>
/// <example>
/// <para>Find policies for secrets that are switched off.</para>
/// <code>
/// Get-KeyRotationPolicy -Kind Secret | Where-Object Enabled -EQ $false
/// </code>
/// </example>
/// <seealso cref="NewKeyRotationPolicyCommand"/>
/// <seealso cref="SetKeyRotationPolicyCommand"/>
/// <seealso cref="RemoveKeyRotationPolicyCommand"/>
[Cmdlet(VerbsCommon.Get, "KeyRotationPolicy")]
[OutputType(typeof(RotationPolicy))]
public sealed class GetKeyRotationPolicyCommand : StoreCmdlet
{
    /// <summary>The names; wildcards <c>*</c> and <c>?</c> allowed. All by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RotationPolicyNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Those for this kind of credential.</summary>
    [Parameter]
    public RotationKind? Kind { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                if (Kind is null && name.AsSpan().IndexOfAny('*', '?') < 0) WriteObject(store.Rotation.GetPolicy(name));
                else WriteObject(store.Rotation.ListPolicies(name, Kind), enumerateCollection: true);
            });
        }
    }
}
