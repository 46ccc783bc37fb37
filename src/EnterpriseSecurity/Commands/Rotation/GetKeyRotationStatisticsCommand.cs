using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Counts rotations: how many, how many went well, by strategy and kind, and how long they took.</summary>
/// <remarks>
/// <para>
/// TotalRotations are those that have ended: successful, failed and undone ones. SuccessRate is the successful ones in percent
/// of them. Those that run are counted apart. Durations are those of all that have ended, from the start to the end of the
/// predecessor, so an overlap of a week takes a week; AverageTimeToPromotion is the time until the successor was in use.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_listed</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>See how rotations go.</para>
/// <code>
/// $statistics = Get-KeyRotationStatistics
/// '{0} rotations, {1:F1} % of them successful' -f $statistics.TotalRotations, $statistics.SuccessRate
/// </code>
/// </example>
/// <example>
/// <para>Compare the strategies over the last year.</para>
/// <code>
/// (Get-KeyRotationStatistics -After (Get-Date).AddYears(-1)).ByStrategy
/// </code>
/// </example>
/// <seealso cref="GetKeyRotationHistoryCommand"/>
/// <seealso cref="GetKeyRotationCommand"/>
[Cmdlet(VerbsCommon.Get, "KeyRotationStatistics")]
[OutputType(typeof(RotationStatistics))]
public sealed class GetKeyRotationStatisticsCommand : RotationFilterCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(Name, () => WriteObject(store.Rotation.GetStatistics(Filter)));
}
