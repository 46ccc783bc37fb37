using System.Management.Automation;
using EnterpriseSecurity.Commands.Audit;
using EnterpriseSecurity.Commands.Store;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Reporting;

namespace EnterpriseSecurity.Commands.Reporting;

/// <summary>Writes a report on the whole store to one HTML page: what there is, what expires, what is weak, who may what, and what happened.</summary>
/// <remarks>
/// <para>The page stands alone: it needs no network, runs no script, and shows itself in light or dark as the reader's system does, and on paper. It says whether the store and its audit trail are intact, what needs attention now, what there is of each kind, what expires when, which algorithms are weak or ageing, which API keys and roles may too much or are not used, how old keys are, what was done and refused by day, action and user, who has no second factor, and how the password policy stands.</para>
/// <para>The whole store is checked on the way, as Test-SecurityStore does, so the report takes a while for a large one. No value of a secret is opened for it, and neither secrets nor hashes, fingerprints or public keys are in it. It does name secrets, users, addresses and the store's folder; so the file is readable by its owner only. Give -Redact before you send a report on: every name, user, host, address and path is replaced by a pseudonym that is the same in each report of this store, and that nobody without the store can turn back. A title that you give stays as it is.</para>
/// <para>The audit trail tells of the export and of what was listed for it. A table shows at most 1,000 rows and says how many it leaves out.</para>
/// </remarks>
/// <example>
/// <para>Write a report on the connected store.</para>
/// <code>
/// Export-SecurityReport report.html
/// </code>
/// </example>
/// <example>
/// <para>Write a report for an auditor, with pseudonyms in place of names, that looks a year ahead.</para>
/// <code>
/// Export-SecurityReport audit-2026.html -Redact -Within 365d -Title 'Credentials, yearly review'
/// </code>
/// </example>
/// <example>
/// <para>Renew a report every night, and stop with an error when something must be done now.</para>
/// <code>
/// $report = Export-SecurityReport nightly.html -Force -PassThru
/// if (-not $report.IsSound) { throw 'The store is damaged.' }
/// "$($report.ActNow) to do now, $($report.Soon) to plan for"
/// </code>
/// </example>
/// <seealso cref="GetSecurityStatusCommand"/>
/// <seealso cref="FindExpiringCredentialCommand"/>
/// <seealso cref="TestSecurityStoreCommand"/>
/// <seealso cref="ExportSecurityAuditCommand"/>
[Cmdlet(VerbsData.Export, "SecurityReport", SupportsShouldProcess = true)]
[OutputType(typeof(SecurityReportSummary))]
public sealed class ExportSecurityReportCommand : StoreCmdlet
{
    /// <summary>The file to write. It must not exist, unless -Force is given; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Puts stable pseudonyms in place of names, users, hosts, addresses and paths, for sending the report on.</summary>
    [Parameter]
    public SwitchParameter Redact { get; set; }

    /// <summary>How far ahead to look for what expires, as in 30d or 52w: from one day to ten years; 90 days when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Within { get; set; } = new SecurityReportOptions().Within;

    /// <summary>The page's heading, up to 200 characters; "Security report" when it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes an object with the report's path and figures.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, "Write security report")) return;
        ForEachInput(file, () =>
        {
            using CmdletProgress progress = ShowProgress("Writing the security report");
            SecurityReportOptions options = new() { Title = Title, Within = Within, Redact = Redact };
            SecurityReportSummary report = store.Reports.Export(file, options, Force, progress, StopToken);
            WriteVerbose($"Wrote {report.Length:N0} bytes: {report.ActNow} to do now, {report.Soon} to plan for, {report.Notes} to know.");
            if (PassThru) WriteObject(report);
        });
    }
}
