namespace EnterpriseSecurity.Rotation;

/// <summary>The steps of a rotation.</summary>
public enum RotationStep
{
    /// <summary>The successor is made.</summary>
    Issue,

    /// <summary>It is accepted, and brought to where it is going to be used.</summary>
    Stage,

    /// <summary>It is tested.</summary>
    Verify,

    /// <summary>It comes into use.</summary>
    Promote,

    /// <summary>The predecessor ends.</summary>
    Retire,

    /// <summary>All is taken back.</summary>
    RollBack,
}
