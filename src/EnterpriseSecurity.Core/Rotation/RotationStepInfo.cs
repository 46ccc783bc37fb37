namespace EnterpriseSecurity.Rotation;

/// <summary>A step that a rotation has taken.</summary>
public sealed record RotationStepInfo
{
    /// <summary>Which.</summary>
    public required RotationStep Step { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public required RotationStepResult Result { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration => EndedAt - StartedAt;

    /// <summary>The step and its result.</summary>
    public override string ToString() => $"{Step}: {Result}";
}
