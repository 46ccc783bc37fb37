namespace EnterpriseSecurity.Rotation;

/// <summary>What shall change of a policy; what is null stays as it is.</summary>
public sealed record RotationPolicyChanges
{
    /// <inheritdoc cref="RotationPolicy.Target"/>
    public string? Target { get; init; }

    /// <inheritdoc cref="RotationPolicy.Interval"/>
    public TimeSpan? Interval { get; init; }

    /// <summary>True to take the interval away.</summary>
    public bool NoInterval { get; init; }

    /// <inheritdoc cref="RotationPolicy.MaximumAge"/>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>True to take the maximum age away.</summary>
    public bool NoMaximumAge { get; init; }

    /// <inheritdoc cref="RotationPolicy.NotifyBefore"/>
    public TimeSpan? NotifyBefore { get; init; }

    /// <summary>True to take the notice away.</summary>
    public bool NoNotice { get; init; }

    /// <inheritdoc cref="RotationPolicy.Strategy"/>
    public RotationStrategy? Strategy { get; init; }

    /// <inheritdoc cref="RotationPolicy.Overlap"/>
    public TimeSpan? Overlap { get; init; }

    /// <inheritdoc cref="RotationPolicy.Grace"/>
    public TimeSpan? Grace { get; init; }

    /// <inheritdoc cref="RotationPolicy.StagingPeriod"/>
    public TimeSpan? StagingPeriod { get; init; }

    /// <summary>True to take the staging period away.</summary>
    public bool NoStagingPeriod { get; init; }

    /// <inheritdoc cref="RotationPolicy.Phases"/>
    public IReadOnlyList<RotationPhase>? Phases { get; init; }

    /// <inheritdoc cref="RotationPolicy.Length"/>
    public int? Length { get; init; }

    /// <inheritdoc cref="RotationPolicy.NoSymbols"/>
    public bool? NoSymbols { get; init; }

    /// <summary>Texts for hooks: each replaces the one there is, and an empty one takes it away.</summary>
    public IReadOnlyDictionary<RotationHookKind, string>? Hooks { get; init; }

    /// <inheritdoc cref="RotationPolicy.HookTimeout"/>
    public TimeSpan? HookTimeout { get; init; }

    /// <inheritdoc cref="RotationPolicy.Enabled"/>
    public bool? Enabled { get; init; }

    /// <summary>The policy with the changes.</summary>
    internal RotationPolicy Apply(RotationPolicy policy) => policy with
    {
        Target = Target ?? policy.Target,
        Interval = NoInterval ? null : Interval ?? policy.Interval,
        MaximumAge = NoMaximumAge ? null : MaximumAge ?? policy.MaximumAge,
        NotifyBefore = NoNotice ? null : NotifyBefore ?? policy.NotifyBefore,
        Strategy = Strategy ?? policy.Strategy,
        Overlap = Overlap ?? policy.Overlap,
        Grace = Grace ?? policy.Grace,
        StagingPeriod = NoStagingPeriod ? null : StagingPeriod ?? policy.StagingPeriod,
        Phases = Phases ?? policy.Phases,
        Length = Length ?? policy.Length,
        NoSymbols = NoSymbols ?? policy.NoSymbols,
        Hooks = Merge(policy.Hooks),
        HookTimeout = HookTimeout ?? policy.HookTimeout,
        Enabled = Enabled ?? policy.Enabled,
    };

    private Dictionary<RotationHookKind, string> Merge(IReadOnlyDictionary<RotationHookKind, string> present)
    {
        Dictionary<RotationHookKind, string> merged = new(present);
        foreach ((RotationHookKind kind, string text) in Hooks ?? merged) merged[kind] = text;
        return merged.Where(hook => hook.Value.Length > 0).ToDictionary();
    }
}
