using System.Management.Automation;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Lists where audit entries go beside the store's own files.</summary>
/// <remarks>
/// <para>Without a sink nothing is listed: the trail is in the store's folder alone. The list is sealed with the
/// store, so that nobody without its key can quietly take a sink out.</para>
/// </remarks>
/// <example>
/// <para>See where entries go.</para>
/// <code>
/// Get-SecurityAuditSink
/// </code>
/// </example>
/// <example>
/// <para>Check in a script that entries leave the machine.</para>
/// <code>
/// if (-not (Get-SecurityAuditSink)) { Write-Warning 'The audit trail is kept on this machine only.' }
/// </code>
/// </example>
/// <seealso cref="SetSecurityAuditSinkCommand"/>
/// <seealso cref="TestSecurityAuditCommand"/>
[Cmdlet(VerbsCommon.Get, "SecurityAuditSink")]
[OutputType(typeof(AuditSinkSetting))]
public sealed class GetSecurityAuditSinkCommand : StoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) =>
        ForEachInput("audit", () =>
        {
            WriteVerbose(FormattableString.Invariant($"The audit trail goes to {store.Audit.Sinks.Count} sinks beside its own files."));
            WriteObject(store.Audit.Sinks, enumerateCollection: true);
        });
}
