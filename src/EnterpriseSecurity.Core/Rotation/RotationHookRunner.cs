namespace EnterpriseSecurity.Rotation;

/// <summary>
/// Runs the text of a hook. False, or any exception but <see cref="OperationCanceledException"/>, fails the step, and the
/// rotation is rolled back; only the exception's type is kept, for its message may hold what was given to the hook. A
/// cancellation leaves the rotation where it is.
/// </summary>
public delegate bool RotationHookRunner(RotationHookContext context);
