namespace EnterpriseSecurity.Rotation;

/// <summary>What a run of all that is due did.</summary>
public enum RotationOutcomeKind
{
    /// <summary>A rotation was begun by its policy, and taken as far as it goes now.</summary>
    Started,

    /// <summary>A rotation that was under way was taken further.</summary>
    Continued,

    /// <summary>A rotation will be due soon.</summary>
    Notified,

    /// <summary>A credential is older than its policy allows, and its rotation waits for somebody.</summary>
    Overdue,

    /// <summary>Something that was due could not be done.</summary>
    Failed,
}
