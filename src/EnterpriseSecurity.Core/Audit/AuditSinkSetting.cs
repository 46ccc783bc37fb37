namespace EnterpriseSecurity.Audit;

/// <summary>One configured sink. The configuration is sealed with the store.</summary>
/// <param name="Kind">What receives the entries.</param>
/// <param name="Target">
/// For syslog a path of a Unix datagram socket (<c>/dev/log</c>), <c>udp://host:port</c> or <c>tcp://host:port</c>;
/// for the Windows event log the log's name.
/// </param>
/// <param name="IsRequired">When true, an operation whose entry the sink does not take fails at the next hand-over.</param>
public sealed record AuditSinkSetting(AuditSinkKind Kind, string Target, bool IsRequired = false);
