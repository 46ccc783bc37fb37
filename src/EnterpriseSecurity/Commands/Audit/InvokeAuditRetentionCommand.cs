using System.Management.Automation;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>
/// Takes old files out of the audit trail, into an archive or for good. The trail is checked first, keeps on proving
/// what is left, and says what was taken out.
/// </summary>
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
        DateTimeOffset before = DateTimeOffset.UtcNow - KeepFor;
        if (!Confirm(Force, store.Store.Path, $"Take audit entries from before {before:yyyy-MM-dd} out of the trail")) return;
        ForEachInput(store.Store.Path, () => WriteObject(store.Audit.Trim(before, archive)));
    }
}
