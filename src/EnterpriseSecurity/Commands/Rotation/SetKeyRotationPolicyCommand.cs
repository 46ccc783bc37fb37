using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Changes policies; what is not given stays as it is.</summary>
/// <remarks>
/// <para>
/// Rotations that a policy has begun go on as they were begun. A disabled policy begins nothing and tells of nothing. What
/// <see cref="NewKeyRotationPolicyCommand"/> says of hooks holds here too. A policy keeps the times of all strategies, so they
/// can be set before the strategy is.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_policy_changed</c>. Errors: <c>RotationPolicyNotFound</c>, <c>RotationOptionInvalid</c>,
/// <c>ParametersConflict</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Rotate more often.</para>
/// <code>
/// Set-KeyRotationPolicy ci-keys -Interval 30d
/// </code>
/// </example>
/// <example>
/// <para>Begin nothing during a change freeze, and go on after it.</para>
/// <code>
/// Get-KeyRotationPolicy | Set-KeyRotationPolicy -Disable
/// Get-KeyRotationPolicy | Set-KeyRotationPolicy -Enable
/// </code>
/// </example>
/// <example>
/// <para>Replace one hook and take another one away.</para>
/// <code>
/// Set-KeyRotationPolicy ci-keys -OnStage ./deploy.ps1 -RemoveHook Verify
/// </code>
/// </example>
/// <seealso cref="GetKeyRotationPolicyCommand"/>
/// <seealso cref="NewKeyRotationPolicyCommand"/>
/// <seealso cref="RemoveKeyRotationPolicyCommand"/>
[Cmdlet(VerbsCommon.Set, "KeyRotationPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(RotationPolicy))]
public sealed class SetKeyRotationPolicyCommand : RotationPolicyCmdlet
{
    /// <summary>The policies' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RotationPolicyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The names of what it rotates from now on; wildcards <c>*</c> and <c>?</c> allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? Target { get; set; }

    /// <summary>Takes the interval away; there must be a maximum age then.</summary>
    [Parameter]
    public SwitchParameter NoInterval { get; set; }

    /// <summary>Takes the maximum age away; there must be an interval then.</summary>
    [Parameter]
    public SwitchParameter NoMaximumAge { get; set; }

    /// <summary>Tells of nothing before it is due.</summary>
    [Parameter]
    public SwitchParameter NoNotice { get; set; }

    /// <summary>Takes the staging period away: somebody makes the switch.</summary>
    [Parameter]
    public SwitchParameter NoStagingPeriod { get; set; }

    /// <summary>The hooks to take away: Stage, Verify, Promote, RollBack.</summary>
    [Parameter]
    public RotationHookKind[] RemoveHook { get; set; } = [];

    /// <summary>Begins rotations again.</summary>
    [Parameter]
    public SwitchParameter Enable { get; set; }

    /// <summary>Begins none until it is enabled again.</summary>
    [Parameter]
    public SwitchParameter Disable { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Expect(!(Enable && Disable), nameof(Enable), nameof(Disable));
        Expect(!(NoInterval && Interval is not null), nameof(Interval), nameof(NoInterval));
        Expect(!(NoMaximumAge && MaximumAge is not null), nameof(MaximumAge), nameof(NoMaximumAge));
        Expect(!(NoNotice && NotifyBefore is not null), nameof(NotifyBefore), nameof(NoNotice));
        Expect(!(NoStagingPeriod && StagingPeriod is not null), nameof(StagingPeriod), nameof(NoStagingPeriod));
        foreach (RotationHookKind hook in RemoveHook.Intersect(Hooks.Keys)) Expect(false, $"On{hook}", nameof(RemoveHook));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        Dictionary<RotationHookKind, string> hooks = HookTexts;
        foreach (RotationHookKind hook in RemoveHook) hooks[hook] = "";
        RotationPolicyChanges changes = new()
        {
            Target = Target,
            Interval = Interval,
            NoInterval = NoInterval,
            MaximumAge = MaximumAge,
            NoMaximumAge = NoMaximumAge,
            NotifyBefore = NotifyBefore,
            NoNotice = NoNotice,
            Strategy = Strategy,
            Overlap = Overlap,
            Grace = Grace,
            StagingPeriod = StagingPeriod,
            NoStagingPeriod = NoStagingPeriod,
            Phases = Phase,
            Length = Length,
            NoSymbols = MyInvocation.BoundParameters.ContainsKey(nameof(NoSymbol)) ? NoSymbol.IsPresent : null,
            Hooks = hooks,
            HookTimeout = HookTimeout,
            Enabled = Enable ? true : Disable ? false : null,
        };
        foreach (string name in Name)
        {
            if (ShouldProcess(name, "Change key rotation policy")) ForEachInput(name, () => WriteObject(store.Rotation.SetPolicy(name, changes)));
        }
    }

    private void Expect(bool condition, string one, string other)
    {
        if (!condition) ThrowTerminatingError(Errors.ParametersConflict(one, other));
    }
}
