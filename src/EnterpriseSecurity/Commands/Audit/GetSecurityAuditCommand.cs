using System.Management.Automation;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Reads the audit trail, oldest entry first.</summary>
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
        WriteObject(store.Audit.Read(filter, StopToken), enumerateCollection: true);
    });
}
