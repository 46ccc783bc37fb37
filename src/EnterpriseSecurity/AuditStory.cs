using System.Globalization;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity;

/// <summary>What the audit trail was told of an input, in a line each: an entry never has a secret, so neither has the line.</summary>
internal static class AuditStory
{
    /// <summary>Tells what was heard.</summary>
    /// <param name="listener">Has heard it.</param>
    /// <param name="write">Writes a line.</param>
    public static void Tell(AuditListener listener, Action<string> write)
    {
        foreach (AuditEntry entry in listener.Entries) write(LineOf(entry));
        long more = listener.Count - listener.Entries.Count;
        if (more > 0) write(string.Create(CultureInfo.InvariantCulture, $"{more} more entries were written to the audit trail; Get-SecurityAudit shows them."));
    }

    private static string LineOf(AuditEntry entry)
    {
        IEnumerable<string> details = entry.Metadata.Select(pair => $"{pair.Key} {pair.Value}");
        if (entry.IpAddress is not null) details = details.Prepend($"from {entry.IpAddress}");
        string more = string.Join(", ", details);
        string user = entry.User == Environment.UserName ? "" : $" for {entry.User}";
        return string.Create(CultureInfo.InvariantCulture, $"{entry.Action} '{entry.Resource}'{user}: {entry.Result}{(more.Length > 0 ? $" ({more})" : "")}. It is entry {entry.Sequence} of the audit trail.");
    }
}
