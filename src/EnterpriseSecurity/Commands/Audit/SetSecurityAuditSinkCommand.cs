using System.Management.Automation;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Commands.Audit;

/// <summary>Sets where audit entries go beside the store's own files; what was set before is replaced.</summary>
/// <remarks>
/// <para>Entries go to syslog (RFC 5424, facility 13) over a Unix socket, UDP or TCP, and to a Windows event log,
/// each as its JSON line. Every sink is opened once before it is kept, so a path or a host that does not answer is
/// an error now; over UDP there is no answer to wait for. Without parameters all sinks are taken away.</para>
/// <para>A sink that fails is passed by, and tried again with the next entry. With <c>-Required</c> entries wait in
/// the store instead, and when too many wait no operation goes on until the sink takes them.</para>
/// <para>A copy on another machine is what shows that someone put an older copy of the whole store back: the
/// sequence numbers there go on.</para>
/// </remarks>
/// <example>
/// <para>Send entries to a log collector.</para>
/// <code>
/// Set-SecurityAuditSink -Syslog udp://127.0.0.1:514
/// </code>
/// </example>
/// <example>
/// <para>Take all sinks away.</para>
/// <code>
/// Set-SecurityAuditSink
/// </code>
/// </example>
/// <example>
/// <para>Keep the sinks that are there and add one.</para>
/// <code>
/// $targets = @(Get-SecurityAuditSink | Where-Object Kind -EQ Syslog | ForEach-Object Target)
/// Set-SecurityAuditSink -Syslog ($targets + 'udp://127.0.0.1:1514')
/// </code>
/// </example>
/// <seealso cref="GetSecurityAuditSinkCommand"/>
/// <seealso cref="GetSecurityAuditCommand"/>
/// <seealso cref="TestSecurityAuditCommand"/>
/// <seealso href="about_SecurityAudit"/>
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
