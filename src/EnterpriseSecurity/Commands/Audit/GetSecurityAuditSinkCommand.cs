using System.Management.Automation;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Lists where audit entries go beside the store's own files.</summary>
[Cmdlet(VerbsCommon.Get, "SecurityAuditSink")]
[OutputType(typeof(AuditSinkSetting))]
public sealed class GetSecurityAuditSinkCommand : StoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) =>
        ForEachInput("audit", () => WriteObject(store.Audit.Sinks, enumerateCollection: true));
}
