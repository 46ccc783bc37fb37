namespace EnterpriseSecurity.Rotation;

/// <summary>How some of the rotations went.</summary>
/// <param name="Total">Those that have ended, in whatever way.</param>
/// <param name="Successful">Those that ended as they should.</param>
/// <param name="Failed">Those of which a step failed.</param>
/// <param name="AverageDuration">How long they took on average.</param>
public sealed record RotationStatisticsGroup(long Total, long Successful, long Failed, TimeSpan? AverageDuration)
{
    /// <summary>The successful ones in percent of all.</summary>
    public double SuccessRate => Successful * 100.0 / Math.Max(Total, 1);

    /// <summary>The successful ones of all.</summary>
    public override string ToString() => $"{Successful} of {Total}";
}
