namespace EnterpriseSecurity.Audit;

/// <summary>What an operation says of itself; the trail adds when, where and the chain.</summary>
/// <param name="action">See <see cref="AuditAction"/>.</param>
/// <param name="resource">The name or id it is about.</param>
internal sealed class AuditNote(string action, string resource)
{
    /// <summary>What is done; an operation that adds or replaces knows which on the way only.</summary>
    public string Action { get; set; } = action;

    /// <summary>What it is done to; an operation that makes something learns its id on the way.</summary>
    public string Resource { get; set; } = resource;

    /// <summary>How it ended; a refusal that is a result, not an exception, is known on the way only.</summary>
    public string Result { get; set; } = AuditResult.Success;

    /// <summary>Who, when it is not the operating system's user.</summary>
    public string? User { get; init; }

    /// <summary>From where.</summary>
    public string? IpAddress { get; init; }

    /// <summary>More about it.</summary>
    public Dictionary<string, string> Metadata { get; init; } = [];
}
