namespace EnterpriseSecurity.Rotation;

/// <summary>Which credentials are rotated, when, and how.</summary>
public sealed record RotationPolicy
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it rotates.</summary>
    public required RotationKind Kind { get; init; }

    /// <summary>The names of what it rotates, with <c>*</c> and <c>?</c> for others.</summary>
    public required string Target { get; init; }

    /// <summary>At which age a credential is rotated; when null at <see cref="MaximumAge"/>. 1 minute to 3660 days.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>The age that no credential may pass: one that does, because its rotation waits or fails, is reported and fails the run.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>How long before a rotation is due it is told of, once.</summary>
    public TimeSpan? NotifyBefore { get; init; }

    /// <inheritdoc cref="RotationOptions.Strategy"/>
    public RotationStrategy Strategy { get; init; } = RotationStrategy.Overlapping;

    /// <inheritdoc cref="RotationOptions.Overlap"/>
    public TimeSpan Overlap { get; init; } = RotationOptions.DefaultOverlap;

    /// <inheritdoc cref="RotationOptions.Grace"/>
    public TimeSpan Grace { get; init; } = RotationOptions.DefaultGrace;

    /// <inheritdoc cref="RotationOptions.StagingPeriod"/>
    public TimeSpan? StagingPeriod { get; init; }

    /// <inheritdoc cref="RotationOptions.Phases"/>
    public IReadOnlyList<RotationPhase> Phases { get; init; } = RotationOptions.DefaultPhases;

    /// <inheritdoc cref="RotationParameters.Length"/>
    public int? Length { get; init; }

    /// <inheritdoc cref="RotationParameters.NoSymbols"/>
    public bool NoSymbols { get; init; }

    /// <summary>Texts for hooks, kept encrypted; what runs them is given with each call.</summary>
    public IReadOnlyDictionary<RotationHookKind, string> Hooks { get; init; } = new Dictionary<RotationHookKind, string>();

    /// <inheritdoc cref="RotationOptions.HookTimeout"/>
    public TimeSpan HookTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>False for a policy that begins nothing; what it has begun goes on.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When it was made; set by the store.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last; set by the store.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The age at which a rotation is due.</summary>
    internal TimeSpan Rhythm => Interval ?? MaximumAge ?? TimeSpan.MaxValue;

    /// <summary>The options of the rotations that it begins.</summary>
    public RotationOptions ToOptions() => new()
    {
        Strategy = Strategy,
        Overlap = Overlap,
        Grace = Grace,
        StagingPeriod = StagingPeriod,
        Phases = Phases,
        Hooks = Hooks,
        HookTimeout = HookTimeout,
        Parameters = new RotationParameters { Length = Length, NoSymbols = NoSymbols },
    };

    /// <summary>The name and what it rotates.</summary>
    public override string ToString() => $"{Name} ({Kind} {Target})";
}
