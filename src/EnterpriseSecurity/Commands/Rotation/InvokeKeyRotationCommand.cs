using System.Management.Automation;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Does all rotations that are due: for cron, a systemd timer, Task Scheduler or a runbook.</summary>
/// <remarks>
/// <para>
/// It takes the rotations that run as far as they go now, also those that another process died in; rotates what enabled
/// policies want rotated, the oldest first; and tells, once, of what will be due within their notice. Several may run at once,
/// on one machine or on many: each rotation is done once. A suspended rotation is left alone. Hooks run in this session, as
/// <see cref="StartKeyRotationCommand"/> says; the ones given here replace, for this run, those that rotations keep.
/// </para>
/// <para>
/// For each thing that it did it writes an outcome: Started, Continued, Notified, Overdue or Failed. For each that failed or
/// is overdue it writes an error as well, and goes on. A new API key is in the outcome's property Key and nowhere in its text;
/// deliver it by a Stage hook, or take it from there or by <see cref="ExportRotatedKeyCommand"/> while the rotation runs.
/// </para>
/// <para>
/// It sets <c>$LASTEXITCODE</c> to 0 when everything that was due was done, and to 1 when something failed, is overdue, or it
/// was stopped. So the script of a scheduler ends with <c>exit $LASTEXITCODE</c>, and starts with
/// <c>$ErrorActionPreference = 'Stop'</c> before it connects to the store; <c>-ErrorAction Continue</c> at this cmdlet then lets
/// one failure not stop the rest. With <c>-WhatIf</c> it says what is due, and does nothing.
/// </para>
/// <para>
/// The audit trail gets the entries of each rotation, and <c>rotation_due</c> for a notice. Errors: <c>RotationFailed</c> (a
/// step failed), <c>RotationOverdue</c>, those of the credential's kind.
/// </para>
/// </remarks>
/// <example>
/// <para>See what would be done.</para>
/// <code>
/// Invoke-KeyRotation -WhatIf
/// </code>
/// </example>
/// <example>
/// <para>Do it, and keep a record that has no secret in it.</para>
/// <code>
/// Invoke-KeyRotation | Select-Object Outcome, Kind, Name, State, Message | Export-Csv ./rotations.csv -Append
/// </code>
/// </example>
/// <example>
/// <para>Write the script for a scheduler, and run it as that does.</para>
/// <code>
/// $store = Get-SecurityStore
/// Set-Content ./rotate.ps1 @"
/// `$ErrorActionPreference = 'Stop'
/// Import-Module '$((Get-Module EnterpriseSecurity).Path)'
/// `$null = Connect-SecurityStore '$($store.Path)' -KeyFile '$(Join-Path (Split-Path $store.Path) store.key)'
/// Invoke-KeyRotation -ErrorAction Continue
/// exit `$LASTEXITCODE
/// "@
/// Disconnect-SecurityStore
/// pwsh -NoProfile -NonInteractive -File ./rotate.ps1
/// </code>
/// <para>Its exit status is 0 when all that was due was done.</para>
/// </example>
/// <seealso cref="NewKeyRotationPolicyCommand"/>
/// <seealso cref="GetKeyRotationCommand"/>
/// <seealso cref="StartKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationHistoryCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "KeyRotation", SupportsShouldProcess = true)]
[OutputType(typeof(RotationOutcome))]
public sealed class InvokeKeyRotationCommand : RotationHookCmdlet
{
    private const string ExitStatus = "global:LASTEXITCODE";

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (IsWhatIf)
        {
            ForEachInput(null, () => TellWhatIsDue(store.Rotation));
            return;
        }

        if (!ShouldProcess("All that is due", "Rotate")) return;
        // Whatever ends this early leaves it so.
        SessionState.PSVariable.Set(ExitStatus, 1);
        bool isWhole = true;
        bool isDone = ForEachInput(null, () =>
        {
            using CmdletProgress progress = ShowProgress("Rotating what is due");
            foreach (RotationOutcome outcome in store.Rotation.InvokeDue(RunnerFor(store), StopToken))
            {
                progress.Tell($"{outcome.Kind} {outcome.Name}");
                WriteObject(outcome);
                if (outcome.IsSuccessful) continue;
                isWhole = false;
                SessionState.PSVariable.Set(ExitStatus, 1);
                WriteError(Errors.RotationOutcomeFailed(outcome));
            }
        });
        SessionState.PSVariable.Set(ExitStatus, isDone && isWhole ? 0 : 1);
    }

    private void TellWhatIsDue(RotationManager rotations)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        foreach (RotationInfo rotation in rotations.List().Where(one => one.NextAt <= now)) ShouldProcess($"{rotation.Kind} {rotation.Name} ({rotation.Id})", $"{rotation.NextStep}");
        foreach (RotationDue due in rotations.FindDue(TimeSpan.Zero).Where(one => one.RotationId is null)) ShouldProcess($"{due.Kind} {due.Name} by {due.Policy}", "Rotate");
    }
}
