namespace EnterpriseSecurity.Rotation;

/// <summary>What a rotation does next. Each is one transaction; some have a hook before it.</summary>
internal enum RotationMove
{
    /// <summary>Lets the successor be accepted.</summary>
    Stage,

    /// <summary>Runs the stage hook, which ends the stage step.</summary>
    Deploy,

    /// <summary>Runs the verify hook.</summary>
    Verify,

    /// <summary>Goes to the phase that the clock says.</summary>
    Advance,

    /// <summary>Brings the successor into use.</summary>
    Promote,

    /// <summary>Ends the predecessor.</summary>
    Retire,

    /// <summary>Takes all back.</summary>
    RollBack,
}
