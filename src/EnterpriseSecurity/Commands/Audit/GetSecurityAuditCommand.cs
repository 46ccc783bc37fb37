using System.Management.Automation;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Reads the audit trail, oldest entry first.</summary>
/// <remarks>
/// <para>Every operation on the store has an entry, refused and failed ones too: what was done, to what, by whom,
/// on which machine, how it ended. An entry says of itself whether its line is authentic; whether the trail as a
/// whole is complete, Test-SecurityAudit says.</para>
/// <para>All filters given must fit. <c>-Action</c>, <c>-UserId</c> and <c>-Resource</c> take <c>*</c> and
/// <c>?</c>, and do not mind case. Reading the trail writes no entry of its own.</para>
/// </remarks>
/// <example>
/// <para>See what happened in the last hour.</para>
/// <code>
/// Get-SecurityAudit -After (Get-Date).AddHours(-1)
/// </code>
/// </example>
/// <example>
/// <para>See who opened a secret.</para>
/// <code>
/// Get-SecurityAudit secret_decrypted -Resource db-password | Format-Table Timestamp, User, Host, Result
/// </code>
/// </example>
/// <example>
/// <para>Look for refusals and failures of this week.</para>
/// <code>
/// Get-SecurityAudit -After (Get-Date).AddDays(-7) | Where-Object Result -NE success | Format-Table Timestamp, Action, Resource, Result
/// </code>
/// </example>
/// <example>
/// <para>Count what was done, by action.</para>
/// <code>
/// Get-SecurityAudit | Group-Object Action -NoElement | Sort-Object Count -Descending
/// </code>
/// </example>
/// <seealso cref="TestSecurityAuditCommand"/>
/// <seealso cref="ExportSecurityAuditCommand"/>
/// <seealso cref="WriteSecurityAuditCommand"/>
/// <seealso href="about_SecurityAudit"/>
[Cmdlet(VerbsCommon.Get, "SecurityAudit")]
[OutputType(typeof(AuditEntry))]
public sealed class GetSecurityAuditCommand : StoreCmdlet
{
    /// <summary>The action; wildcards allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AuditActionCompleter))]
    public string? Action { get; set; }

    /// <summary>The user; wildcards allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>What it was done to; wildcards allowed.</summary>
    [Parameter]
    public string? Resource { get; set; }

    /// <summary>How it ended.</summary>
    [Parameter]
    [ValidateSet(AuditResult.Success, AuditResult.Failure, AuditResult.Denied)]
    public string? Result { get; set; }

    /// <summary>At this time or later.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Before this time.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput("audit", () =>
    {
        AuditFilter filter = new() { Action = Action, User = UserId, Resource = Resource, Result = Result, After = After, Before = Before };
        long count = 0;
        foreach (AuditEntry entry in store.Audit.Read(filter, StopToken))
        {
            count++;
            WriteObject(entry);
        }

        WriteVerbose(FormattableString.Invariant($"{count} entries of the audit trail of '{store.Store.Path}' match."));
    });
}
