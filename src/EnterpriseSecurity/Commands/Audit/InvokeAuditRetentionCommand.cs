using System.Management.Automation;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Takes old files out of the audit trail, into an archive or for good.</summary>
/// <remarks>
/// <para>The trail is a file a day, or more. Files whose entries are all older than <c>-KeepFor</c> leave it as a
/// whole; the one that is written to always stays. The trail is checked first, and when it is not whole nothing is
/// thrown away. Afterwards it goes on proving what is left: the store keeps the place and the hash at which it
/// begins now, and an entry says what was taken out.</para>
/// <para>With <c>-ArchivePath</c> the files are copied to that folder and flushed before they are deleted
/// here.</para>
/// </remarks>
/// <example>
/// <para>Move what is older than a year to an archive.</para>
/// <code>
/// Invoke-AuditRetention -KeepFor 365d -ArchivePath ./audit-archive -Force
/// </code>
/// </example>
/// <example>
/// <para>See what would be asked, and do nothing.</para>
/// <code>
/// Invoke-AuditRetention -KeepFor 90d -WhatIf
/// </code>
/// </example>
/// <example>
/// <para>Keep two years, from a scheduled job, and report.</para>
/// <code>
/// $result = Invoke-AuditRetention 730d -Confirm:$false
/// "Removed $($result.RemovedEntries) entries in $($result.RemovedFiles) files."
/// </code>
/// </example>
/// <seealso cref="ExportSecurityAuditCommand"/>
/// <seealso cref="TestSecurityAuditCommand"/>
/// <seealso cref="GetSecurityAuditCommand"/>
/// <seealso href="about_SecurityAudit"/>
[Cmdlet(VerbsLifecycle.Invoke, "AuditRetention", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AuditRetention))]
public sealed class InvokeAuditRetentionCommand : StoreCmdlet
{
    /// <summary>How long entries are kept, as in <c>365d</c>; whole files, by the day (UTC) they were begun.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [DurationTransformation]
    public TimeSpan KeepFor { get; set; }

    /// <summary>A folder to move the files to; they are deleted when it is not given.</summary>
    [Parameter]
    public string? ArchivePath { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string? archive = ArchivePath is null ? null : ResolveNewPath(ArchivePath);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        DateTimeOffset before = KeepFor < now - DateTimeOffset.MinValue ? now - KeepFor : DateTimeOffset.MinValue;
        if (!Confirm(Force, store.Store.Path, $"Take audit entries from before {before:yyyy-MM-dd} out of the trail")) return;
        ForEachInput(store.Store.Path, () =>
        {
            using CmdletProgress progress = ShowProgress("Taking old entries out of the audit trail");
            AuditRetention done = store.Audit.Trim(before, archive);
            WriteVerbose(FormattableString.Invariant($"Took {done.RemovedEntries} entries in {done.RemovedFiles} files out of the trail; it begins with entry {done.FirstKept} now. {(archive is null ? "No archive was kept." : $"They are in '{archive}'.")}"));
            WriteObject(done);
        });
    }
}
