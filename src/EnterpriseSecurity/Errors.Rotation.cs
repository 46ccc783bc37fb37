using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity;

/// <content>Rotation.</content>
internal static partial class Errors
{
    public static ErrorRecord RotationFailed(RotationInfo rotation) => new(
        new RuntimeException($"The rotation of the {rotation.Kind} '{rotation.Name}' {(rotation.State == RotationState.Failed ? "failed and was taken back" : "failed and is being taken back")}: {rotation.Reason} Get-KeyRotation '{rotation.Id}' shows its steps; put right what failed, and start another one."),
        "RotationFailed", ErrorCategory.OperationStopped, rotation.Id);

    public static ErrorRecord RotationOutcomeFailed(RotationOutcome outcome) => outcome switch
    {
        { Outcome: RotationOutcomeKind.Overdue } => new(
            new RuntimeException($"The {outcome.Kind} '{outcome.Name}' is overdue. {outcome.Message}"), "RotationOverdue", ErrorCategory.LimitsExceeded, outcome.Id ?? outcome.Name),
        { ErrorId: { } id } => new(
            new RuntimeException($"The {outcome.Kind} '{outcome.Name}' could not be rotated. {outcome.Message}"), id, ErrorCategory.OperationStopped, outcome.Id ?? outcome.Name),
        _ => RotationFailed(outcome.Rotation!),
    };

    public static ErrorRecord RotationOptionWithPolicy(string parameter) => new(
        new PSArgumentException($"With -Policy the policy says how, so -{parameter} has no place. Leave it out, change the policy with Set-KeyRotationPolicy, or give -Kind in place of -Policy."),
        "RotationOptionWithPolicy", ErrorCategory.InvalidArgument, parameter);

    public static ErrorRecord RotationOptionNotForStrategy(string parameter, RotationStrategy wanted, RotationStrategy strategy) => new(
        new PSArgumentException($"-{parameter} belongs to the strategy {wanted}, and this is {strategy}. Leave it out, or give -Strategy {wanted}."),
        "RotationOptionNotForStrategy", ErrorCategory.InvalidArgument, parameter);

    public static ErrorRecord RotationHookNotKept(RotationInfo rotation, RotationHookKind hook) => new(
        new PSInvalidOperationException($"The rotation '{rotation.Id}' was started without a {hook} hook, and none can be added while it runs. Leave {Parameter(hook)} out, or undo it and start another one."),
        "RotationHookNotKept", ErrorCategory.InvalidOperation, rotation.Id);

    public static ErrorRecord RotationHookNotInPolicy(string policy, RotationHookKind hook) => new(
        new PSInvalidOperationException($"The policy '{policy}' has no {hook} hook, so none would run. Leave {Parameter(hook)} out, or give the policy one with Set-KeyRotationPolicy."),
        "RotationHookNotKept", ErrorCategory.InvalidOperation, policy);

    public static PSArgumentException RotationHookScriptInvalid(string path) => new(
        $"'{path}' is not a script that can run as a hook. Give a script block, or the path of a .ps1 file that exists.");

    public static PSArgumentException RotationHookWrongType(object? value) => new(
        $"A {value?.GetType().Name ?? "null"} is not a hook. Give a script block, or the path of a .ps1 file.");

    public static PSArgumentException RotationHookEmpty() => new("The hook is empty. Give it something to run, or leave it out.");

    public static PSArgumentException RotationPhaseMalformed(string text, string? reason = null) => new(
        $"'{text}' is not a phase. Write the clients' share in percent and for how long, as in 10:1d.{(reason is null ? "" : " " + reason)}");

    private static string Parameter(RotationHookKind hook) => hook == RotationHookKind.RollBack ? "-OnRollback" : $"-On{hook}";
}
