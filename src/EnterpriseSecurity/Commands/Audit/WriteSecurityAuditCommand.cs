using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Writes an entry of the caller's own to the audit trail. None of it may be secret.</summary>
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
