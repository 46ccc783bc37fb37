using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Lists the rotations that run, or what policies want rotated.</summary>
/// <remarks>
/// <para>
/// Each rotation says where it stands, which step comes next and when, the share of the clients that has the successor, both
/// credentials' ids, and the steps it has taken. By <c>-Id</c> it can be one that has ended, too. With <c>-Due</c> the output
/// is the credentials that enabled policies want rotated, the earliest first: those that are due, or will be
/// <c>-Within</c> a time, with the rotation that they are in already, if any.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_listed</c>, with <c>-Due</c> <c>rotation_policy_listed</c>. An id that there is not is the
/// error <c>RotationNotFound</c>; a filter that nothing passes is none.
/// </para>
/// </remarks>
/// <example>
/// <para>See what runs, and what comes next.</para>
/// <code>
/// $null = Start-KeyRotation Secret db-password
/// Get-KeyRotation
/// </code>
/// </example>
/// <example>
/// <para>See what policies will do in the next month.</para>
/// <code>
/// Get-KeyRotation -Due -Within 30d
/// </code>
/// </example>
/// <example>
/// <para>See the steps of one rotation.</para>
/// <code>
/// $rotation = Start-KeyRotation ManagedKey signing -Strategy Immediate
/// (Get-KeyRotation $rotation.Id).Steps
/// </code>
/// </example>
/// <seealso cref="GetKeyRotationHistoryCommand"/>
/// <seealso cref="StartKeyRotationCommand"/>
/// <seealso cref="InvokeKeyRotationCommand"/>
[Cmdlet(VerbsCommon.Get, "KeyRotation", DefaultParameterSetName = Filtered)]
[OutputType(typeof(RotationInfo), ParameterSetName = [Filtered, ById])]
[OutputType(typeof(RotationDue), ParameterSetName = [WhatIsDue])]
public sealed class GetKeyRotationCommand : StoreCmdlet
{
    private const string Filtered = "Filter";
    private const string ById = "Id";
    private const string WhatIsDue = "Due";

    /// <summary>The ids of rotations, running or ended.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(RotationIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Those of this kind of credential.</summary>
    [Parameter(ParameterSetName = Filtered)]
    [Parameter(ParameterSetName = WhatIsDue)]
    public RotationKind? Kind { get; set; }

    /// <summary>Those of credentials with this name; wildcards <c>*</c> and <c>?</c> allowed.</summary>
    [Parameter(ParameterSetName = Filtered)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RotationSubjectCompleter))]
    public string? Name { get; set; }

    /// <summary>Those of this policy; wildcards <c>*</c> and <c>?</c> allowed.</summary>
    [Parameter(ParameterSetName = Filtered)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RotationPolicyNameCompleter))]
    public string? Policy { get; set; }

    /// <summary>Those by this strategy.</summary>
    [Parameter(ParameterSetName = Filtered)]
    public RotationStrategy? Strategy { get; set; }

    /// <summary>Those in this state: Issued, Staged, Verified, Promoted or RollingBack.</summary>
    [Parameter(ParameterSetName = Filtered)]
    public RotationState? State { get; set; }

    /// <summary>Lists what policies want rotated, in place of the rotations.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WhatIsDue)]
    public SwitchParameter Due { get; set; }

    /// <summary>Lists what will be due in this time too, as in 30d; only what is due now by default.</summary>
    [Parameter(ParameterSetName = WhatIsDue)]
    [DurationTransformation]
    public TimeSpan? Within { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        switch (ParameterSetName)
        {
            case ById:
                foreach (string id in Id) ForEachInput(id, () => WriteObject(store.Rotation.Get(id)));
                break;
            case WhatIsDue:
                ForEachInput(null, () => WriteObject(store.Rotation.FindDue(Within ?? TimeSpan.Zero).Where(due => Kind is null || due.Kind == Kind), enumerateCollection: true));
                break;
            default:
                RotationFilter filter = new() { Kind = Kind, Name = Name, Policy = Policy, Strategy = Strategy, State = State };
                ForEachInput(null, () => WriteObject(store.Rotation.List(filter), enumerateCollection: true));
                break;
        }
    }
}
