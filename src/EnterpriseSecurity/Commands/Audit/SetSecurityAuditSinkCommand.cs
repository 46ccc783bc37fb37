using System.Management.Automation;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Sets where audit entries go beside the store's own files; what was set before is replaced.</summary>
[Cmdlet(VerbsCommon.Set, "SecurityAuditSink", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AuditSinkSetting))]
public sealed class SetSecurityAuditSinkCommand : StoreCmdlet
{
    /// <summary>Syslog targets: a Unix socket's path, <c>udp://host:port</c> or <c>tcp://host:port</c>.</summary>
    [Parameter]
    public string[] Syslog { get; set; } = [];

    /// <summary>A Windows event log, for example <c>Application</c>.</summary>
    [Parameter]
    public string? WindowsEventLog { get; set; }

    /// <summary>An entry that a sink does not take stops the hand-over, instead of being passed by.</summary>
    [Parameter]
    public SwitchParameter Required { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        List<AuditSinkSetting> settings = [.. Syslog.Select(target => new AuditSinkSetting(AuditSinkKind.Syslog, target, Required))];
        if (WindowsEventLog is not null) settings.Add(new AuditSinkSetting(AuditSinkKind.WindowsEventLog, WindowsEventLog, Required));
        if (!ShouldProcess(store.Store.Path, $"Set {settings.Count} audit sinks")) return;
        ForEachInput("audit", () =>
        {
            store.Audit.SetSinks(settings);
            WriteObject(settings, enumerateCollection: true);
        });
    }
}
