using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Writes an entry of the caller's own to the audit trail.</summary>
/// <remarks>
/// <para>A script that does something security-relevant outside the store can put it into the same tamper-evident
/// trail. Nothing of an entry may be secret: the trail is kept in clear. Texts have at most 4,096 characters each,
/// the metadata 65,536 in all. The entry is on the disk when the cmdlet returns, and cannot be taken back.</para>
/// </remarks>
/// <example>
/// <para>Note that a firewall rule was changed.</para>
/// <code>
/// Write-SecurityAudit firewall_changed 'edge-01' -Metadata @{ ticket = 'CHG-1042'; rule = 'allow 443' }
/// </code>
/// </example>
/// <example>
/// <para>Note a refusal that your own service decided, with who asked and from where.</para>
/// <code>
/// Write-SecurityAudit login_refused payroll -Result denied -UserId ada -IpAddress 10.0.0.7
/// Get-SecurityAudit login_refused | Format-Table Timestamp, User, Resource, IpAddress
/// </code>
/// </example>
/// <example>
/// <para>Note each file of a release.</para>
/// <code>
/// 'app.zip', 'app.zip.sha256' | Write-SecurityAudit release_published
/// </code>
/// </example>
/// <seealso cref="GetSecurityAuditCommand"/>
/// <seealso cref="TestSecurityAuditCommand"/>
/// <seealso href="about_SecurityAudit"/>
[Cmdlet(VerbsCommunications.Write, "SecurityAudit", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class WriteSecurityAuditCommand : StoreCmdlet
{
    /// <summary>What was done.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Action { get; set; } = "";

    /// <summary>What it was done to.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public string Resource { get; set; } = "";

    /// <summary>How it ended.</summary>
    [Parameter]
    [ValidateSet(AuditResult.Success, AuditResult.Failure, AuditResult.Denied)]
    public string Result { get; set; } = AuditResult.Success;

    /// <summary>Who did it; the operating system's user when it is not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>From which address.</summary>
    [Parameter]
    public string? IpAddress { get; set; }

    /// <summary>More about it.</summary>
    [Parameter]
    public Hashtable? Metadata { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(Resource, $"Write audit entry {Action}")) return;
        ForEachInput(Resource, () => store.Audit.Write(Action, Resource, Result, UserId, IpAddress, TagTable.From(Metadata)));
    }
}
