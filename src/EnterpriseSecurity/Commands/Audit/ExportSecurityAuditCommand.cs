using System.Management.Automation;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Writes the audit trail to a new file for other programs.</summary>
/// <remarks>
/// <para>The file is JSON, one array of entries, or comma-separated values with a header line; a name that ends in
/// <c>.csv</c> means the latter. It must not exist, and its owner alone can read it. The export itself is noted in
/// the trail, with the number of entries.</para>
/// <para>An export proves nothing by itself: the hashes that do stay in the trail. Check with Test-SecurityAudit
/// before you hand one on.</para>
/// </remarks>
/// <example>
/// <para>Hand the entries of March to an auditor.</para>
/// <code>
/// $year = (Get-Date).Year
/// Export-SecurityAudit ./audit-march.csv -After "$year-03-01" -Before "$year-04-01"
/// </code>
/// </example>
/// <example>
/// <para>Export everything done to secrets as JSON.</para>
/// <code>
/// Export-SecurityAudit ./secrets.json -Action 'secret_*'
/// (Get-Content ./secrets.json -Raw | ConvertFrom-Json).Count
/// </code>
/// </example>
/// <seealso cref="GetSecurityAuditCommand"/>
/// <seealso cref="TestSecurityAuditCommand"/>
/// <seealso cref="InvokeAuditRetentionCommand"/>
[Cmdlet(VerbsData.Export, "SecurityAudit", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSecurityAuditCommand : StoreCmdlet
{
    /// <summary>The file; it must not exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>What it is written as; by the file's ending when it is not given.</summary>
    [Parameter]
    public AuditExportFormat? Format { get; set; }

    /// <summary>Entries of this action; wildcards allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AuditActionCompleter))]
    public string? Action { get; set; }

    /// <summary>Entries of this user; wildcards allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>At this time or later.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Before this time.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, "Export the audit trail")) return;
        ForEachInput(file, () =>
        {
            using CmdletProgress progress = ShowProgress($"Exporting the audit trail to {file}");
            bool csv = file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
            store.Audit.Export(file, Format ?? (csv ? AuditExportFormat.Csv : AuditExportFormat.Json), new AuditFilter { Action = Action, User = UserId, After = After, Before = Before }, StopToken, progress);
            WriteObject(new FileInfo(file));
        });
    }
}
