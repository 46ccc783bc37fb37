using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity;

/// <content>Rotation.</content>
internal static partial class SecurityErrors
{
    public static InvalidStateException RotationPredecessorGone(string name) => new(
        nameof(RotationPredecessorGone), $"The credential that was replaced under the name '{Printable(name)}' was revoked or removed meanwhile and cannot come back. Complete the rotation, or start another one.", Printable(name));

    public static InvalidStateException RotationSuccessorGone(string name) => new(
        nameof(RotationSuccessorGone), $"The credential that was to come into use under the name '{Printable(name)}' was revoked or removed meanwhile. Start another rotation.", Printable(name));

    public static InvalidStateException RotationSubjectChanged(string name) => new(
        nameof(RotationSubjectChanged), $"'{Printable(name)}' is not the credential any more that it was when the rotation began: somebody replaced it meanwhile. Start another rotation.", Printable(name));

    public static InvalidStateException RotationSubjectNotUsable(RotationKind kind, string name, string state) => new(
        nameof(RotationSubjectNotUsable), $"The {kind} '{Printable(name)}' is {state}, and such a one is not rotated. Rotate the one in use, or make a new one.", Printable(name));

    public static ExpiredException RotationSubjectExpired(RotationKind kind, string name, DateTimeOffset at) => new(
        nameof(RotationSubjectExpired), $"The {kind} '{Printable(name)}' expired at {at:u}, and what nobody accepts any more is not rotated. Make a new one.", Printable(name));

    public static InvalidStateException RotationRunning(RotationKind kind, string name, string id) => new(
        nameof(RotationRunning), $"The {kind} '{Printable(name)}' is in the rotation '{id}' already. Finish that with Complete-KeyRotation, or take it back with Undo-KeyRotation.", Printable(name));

    public static UnsupportedException RotationKindUnsupported(RotationKind kind) => new(
        nameof(RotationKindUnsupported), $"There is no rotation of {kind}.", kind.ToString());

    public static NotFoundException RotationNotFound(string id) => new(
        nameof(RotationNotFound), $"There is no rotation '{Printable(id)}'. Get-KeyRotationHistory lists those there are and were.", Printable(id));

    public static InvalidStateException RotationEnded(string id, RotationState state) => new(
        nameof(RotationEnded), $"The rotation '{id}' has ended: it is {state}. Start another one with Start-KeyRotation.", id);

    public static InvalidStateException RotationBusy(string id, DateTimeOffset until) => new(
        nameof(RotationBusy), $"Somebody else is running a hook of the rotation '{id}'. Wait for it; if its process is gone, the rotation can be taken over at {until:u}.", id);

    public static InvalidInputException RotationHooksMissing(string id) => new(
        nameof(RotationHooksMissing), $"The rotation '{Printable(id)}' has hooks, and nothing was given to run them with. No step is taken without them; go on with Invoke-KeyRotation.", Printable(id));

    public static InvalidStateException RotationNotGradual(string id, RotationStrategy strategy) => new(
        nameof(RotationNotGradual), $"The rotation '{id}' is {strategy} and has no phases to advance. Bring it on with Complete-KeyRotation.", id);

    public static InvalidStateException RotationStepForbidden(string id, RotationState state, string what) => new(
        nameof(RotationStepForbidden), $"The rotation '{id}' is {state} and cannot be {what} now. Get-KeyRotationHistory shows what comes next.", id);

    public static InvalidStateException RotationUndoTooLate(string id, DateTimeOffset at) => new(
        nameof(RotationUndoTooLate), $"The rotation '{id}' cannot be undone: what it replaced was accepted until {at:u}. Start another rotation.", id);

    public static NotFoundException RotationValueGone(string id) => new(
        nameof(RotationValueGone), $"The rotation '{id}' keeps no value to show: the credential's own cmdlets give it. Only an API key's is kept here.", id);

    public static InvalidInputException RotationOptionInvalid(string reason) => new(
        nameof(RotationOptionInvalid), $"A rotation cannot be done so: {reason}.");

    public static NotFoundException RotationPolicyNotFound(string name) => new(
        nameof(RotationPolicyNotFound), $"There is no rotation policy '{Printable(name)}'. Get-KeyRotationPolicy lists those there are.", Printable(name));

    public static AlreadyExistsException RotationPolicyExists(string name) => new(
        nameof(RotationPolicyExists), $"There is a rotation policy '{Printable(name)}' already. Change it with Set-KeyRotationPolicy, or choose another name.", Printable(name));
}
