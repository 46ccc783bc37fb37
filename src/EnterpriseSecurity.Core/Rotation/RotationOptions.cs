namespace EnterpriseSecurity.Rotation;

/// <summary>How a credential shall be rotated.</summary>
public sealed record RotationOptions
{
    /// <summary>For how long the old one is accepted beside the new one, unless another time is given.</summary>
    public static readonly TimeSpan DefaultOverlap = TimeSpan.FromDays(7);

    /// <summary>For how long a switch can be undone, unless another time is given.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromDays(1);

    /// <summary>The phases of a gradual rotation, unless others are given.</summary>
    public static readonly IReadOnlyList<RotationPhase> DefaultPhases =
        [new(10, TimeSpan.FromDays(1)), new(50, TimeSpan.FromDays(1)), new(100, TimeSpan.FromDays(1))];

    /// <summary>How the one takes the place of the other.</summary>
    public RotationStrategy Strategy { get; init; } = RotationStrategy.Overlapping;

    /// <summary>Overlapping: for how long the old one is accepted after the promotion; at most 3660 days.</summary>
    public TimeSpan Overlap { get; init; } = DefaultOverlap;

    /// <summary>Blue-green: for how long the old one is accepted after the switch, and the switch can be undone; at most 3660 days.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>Blue-green: after what time the switch is made by itself; null when somebody makes it.</summary>
    public TimeSpan? StagingPeriod { get; init; }

    /// <summary>Gradual: 1 to 20 phases with growing shares, the last of 100 %.</summary>
    public IReadOnlyList<RotationPhase> Phases { get; init; } = DefaultPhases;

    /// <summary>Texts for hooks, of at most 65,536 characters; what runs them is given with each call.</summary>
    public IReadOnlyDictionary<RotationHookKind, string> Hooks { get; init; } = new Dictionary<RotationHookKind, string>();

    /// <summary>For how long a hook may run before its process is taken for gone, and another one takes the rotation over; 1 second to 1 day.</summary>
    public TimeSpan HookTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What the successor is made from.</summary>
    public RotationParameters Parameters { get; init; } = new();
}
