namespace EnterpriseSecurity.Rotation;

/// <summary>A phase of a gradual rotation.</summary>
/// <param name="Share">The percentage of the clients that get the successor, 1 to 100.</param>
/// <param name="Duration">How long until the next phase; of the last one, how long the predecessor is still accepted.</param>
public sealed record RotationPhase(int Share, TimeSpan Duration)
{
    /// <summary>The share and the duration.</summary>
    public override string ToString() => $"{Share} % for {Duration}";
}
