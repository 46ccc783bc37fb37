using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Lists all rotations, running and ended, the newest first.</summary>
/// <remarks>
/// <para>
/// Each says what it replaced by what, when it began, was promoted and ended, its steps with their times, whether it ended as
/// it should (IsSuccessful), and if not, why (Reason). The history stays when its credentials are gone; of a failed hook it
/// keeps the kind of error, not its text.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_listed</c>. A filter that nothing passes is no error.
/// </para>
/// </remarks>
/// <example>
/// <para>See the last rotations of a secret.</para>
/// <code>
/// Get-KeyRotationHistory db-password | Select-Object -First 5
/// </code>
/// </example>
/// <example>
/// <para>See why rotations failed in the last month.</para>
/// <code>
/// Get-KeyRotationHistory -State Failed -After (Get-Date).AddDays(-30) | Select-Object StartedAt, Kind, Name, Reason
/// </code>
/// </example>
/// <example>
/// <para>Find the rotation that made a key, and what it replaced.</para>
/// <code>
/// $key = Get-ApiKey backend
/// Get-KeyRotationHistory -CredentialId $key.Id | Select-Object OldId, NewId, PromotedAt
/// </code>
/// </example>
/// <seealso cref="GetKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationStatisticsCommand"/>
[Cmdlet(VerbsCommon.Get, "KeyRotationHistory")]
[OutputType(typeof(RotationInfo))]
public sealed class GetKeyRotationHistoryCommand : RotationFilterCmdlet
{
    /// <summary>Those in this state, as Completed, Failed or Undone.</summary>
    [Parameter]
    public RotationState? State { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) =>
        ForEachInput(Name, () => WriteObject(store.Rotation.GetHistory(Filter with { State = State }), enumerateCollection: true));
}
