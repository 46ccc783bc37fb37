using System.Management.Automation;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Checks that the audit trail is whole: every line there, in order, and unchanged.</summary>
/// <remarks>
/// <para>Each line carries a keyed hash over itself and the one before, and the store keeps the last of them
/// sealed. So a line that was changed, removed, inserted or moved is found, and so is a tail that was cut off. It
/// writes true when all is well; <c>-Detailed</c> names the file and the line that is wrong.</para>
/// <para>What it cannot see is an older copy of the whole store that was put back, and what whoever holds the
/// store's key wrote. Send the trail to another machine with Set-SecurityAuditSink for those.</para>
/// </remarks>
/// <example>
/// <para>Fail a nightly job when the trail was touched.</para>
/// <code>
/// if (-not (Test-SecurityAudit)) {
///     throw "The audit trail is not whole: $((Test-SecurityAudit -Detailed).Reason)"
/// }
/// </code>
/// </example>
/// <example>
/// <para>See the verdict in full.</para>
/// <code>
/// Test-SecurityAudit -Detailed | Format-List IsValid, VerifiedLines, Finding, Path, LineNumber, Reason
/// </code>
/// </example>
/// <seealso cref="GetSecurityAuditCommand"/>
/// <seealso cref="SetSecurityAuditSinkCommand"/>
/// <seealso cref="Store.TestSecurityStoreCommand"/>
/// <seealso href="about_SecurityAudit"/>
[Cmdlet(VerbsDiagnostic.Test, "SecurityAudit")]
[OutputType(typeof(bool), typeof(AuditVerification))]
public sealed class TestSecurityAuditCommand : StoreCmdlet
{
    /// <summary>Writes the verdict with the first bad line instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput("audit", () =>
    {
        using CmdletProgress progress = ShowProgress("Checking the audit trail");
        AuditVerification verdict = store.Audit.Verify(progress, StopToken);
        WriteVerbose(FormattableString.Invariant($"{verdict.VerifiedLines} entries of the audit trail of '{store.Store.Path}' are as they were written{(verdict.IsValid ? "." : $"; then: {verdict.Finding}. {verdict.Reason}")}"));
        WriteObject(Detailed ? verdict : (object)verdict.IsValid);
    });
}
