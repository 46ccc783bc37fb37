namespace EnterpriseSecurity;

/// <content>The audit trail.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException AuditSinkTargetInvalid(string target) => new(
        nameof(AuditSinkTargetInvalid), $"'{target}' is no syslog target. Give the path of a Unix socket, udp://host:port or tcp://host:port.", target);

    public static UnavailableException AuditSinkUnavailable(string target, Exception? inner) => new(
        nameof(AuditSinkUnavailable), $"The audit sink '{target}' does not take entries. They stay in the store until it does; start it, or take it away with Set-SecurityAuditSink.", target, inner);

    public static UnsupportedException EventLogUnavailable() => new(
        nameof(EventLogUnavailable), "The Windows event log exists on Windows only. Use a syslog sink here.");

    public static UnavailableException AuditUnwritable(string path, Exception? inner) => new(
        nameof(AuditUnwritable), $"The audit trail in '{path}' cannot be written. The entries are kept in the store's database; free the disk or mend the folder's rights.", path, inner);

    public static InvalidInputException AuditTextInvalid(string member) => new(
        nameof(AuditTextInvalid), $"The audit entry's {member} is empty or longer than 4,096 characters.", member);

    public static InvalidInputException AuditMetadataInvalid() => new(
        nameof(AuditMetadataInvalid), "The audit entry's metadata has a name or value of more than 4,096 characters, or more than 65,536 in all. Say less, and keep the rest elsewhere.");

    public static NotFoundException AuditFolderMissing(string path) => new(
        nameof(AuditFolderMissing), $"The store's audit folder '{path}' is missing. It is not taken for an empty trail: restore it from a backup.", path);

    public static IntegrityException AuditNotSound(string reason) => new(
        nameof(AuditNotSound), $"The audit trail is not whole, and nothing of it was taken out: {reason} Look at it with Test-SecurityAudit -Detailed first.");
}
