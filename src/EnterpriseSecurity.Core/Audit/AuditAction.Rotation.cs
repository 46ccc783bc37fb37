namespace EnterpriseSecurity.Audit;

/// <content>Rotation; the last step of one is <see cref="KeyRotated"/>.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string RotationStarted = "rotation_started";
    public const string RotationStaged = "rotation_staged";
    public const string RotationDeployed = "rotation_deployed";
    public const string RotationVerified = "rotation_verified";
    public const string RotationPromoted = "rotation_promoted";
    public const string RotationAdvanced = "rotation_advanced";
    public const string RotationPaused = "rotation_paused";
    public const string RotationResumed = "rotation_resumed";
    public const string RotationFailed = "rotation_failed";
    public const string RotationRolledBack = "rotation_rolled_back";
    public const string RotationUndone = "rotation_undone";
    public const string RotationCompletionRequested = "rotation_completion_requested";
    public const string RotationUndoRequested = "rotation_undo_requested";
    public const string RotationListed = "rotation_listed";
    public const string RotationValueRead = "rotation_value_read";
    public const string RotationDue = "rotation_due";
    public const string RotationPolicyCreated = "rotation_policy_created";
    public const string RotationPolicyChanged = "rotation_policy_changed";
    public const string RotationPolicyRemoved = "rotation_policy_removed";
    public const string RotationPolicyListed = "rotation_policy_listed";
#pragma warning restore CS1591
}
