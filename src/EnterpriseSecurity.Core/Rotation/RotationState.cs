namespace EnterpriseSecurity.Rotation;

/// <summary>Where a rotation stands.</summary>
public enum RotationState
{
    /// <summary>The successor exists and is not accepted yet.</summary>
    Issued,

    /// <summary>The successor is accepted when it is shown; its deployment or its test is still to come.</summary>
    Staged,

    /// <summary>The successor is accepted and tested, and waits for its promotion.</summary>
    Verified,

    /// <summary>The successor is in use; the predecessor is accepted beside it for a while.</summary>
    Promoted,

    /// <summary>A step failed, or somebody wants it undone; the successor is about to go.</summary>
    RollingBack,

    /// <summary>Done: the predecessor is not accepted any more.</summary>
    Completed,

    /// <summary>A step failed, and all is as it was before.</summary>
    Failed,

    /// <summary>Undone by somebody; all is as it was before.</summary>
    Undone,
}
