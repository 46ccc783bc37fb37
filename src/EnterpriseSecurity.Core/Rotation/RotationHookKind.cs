namespace EnterpriseSecurity.Rotation;

/// <summary>When a user's own script runs in a rotation, outside of any transaction. After a crash it may run again.</summary>
public enum RotationHookKind
{
    /// <summary>The successor is accepted: bring it to where it is going to be used.</summary>
    Stage,

    /// <summary>Test the successor. What it answers decides whether the rotation goes on.</summary>
    Verify,

    /// <summary>Just before the successor comes into use: let clients take it.</summary>
    Promote,

    /// <summary>Just before the successor goes: let clients take the predecessor again.</summary>
    RollBack,
}
