namespace EnterpriseSecurity.Rotation;

/// <summary>How a step ended.</summary>
public enum RotationStepResult
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>There was nothing to do.</summary>
    Skipped,

    /// <summary>It failed.</summary>
    Failed,
}
