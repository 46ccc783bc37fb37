namespace EnterpriseSecurity.LeakSearch;

/// <summary>Where a secret was found. It says where and which, never what.</summary>
public sealed record SecretLeak
{
    /// <summary>The kind of place.</summary>
    public required LeakPlace Place { get; init; }

    /// <summary>The file; for git the file's path within the repository; for a log its name.</summary>
    public required string Path { get; init; }

    /// <summary>The line, from 1; null where there are none, as in binary files. In a log, the line of the entry.</summary>
    public long? Line { get; init; }

    /// <summary>The character in the line, from 1.</summary>
    public long? Column { get; init; }

    /// <summary>What was found.</summary>
    public required LeakKind Kind { get; init; }

    /// <summary>The name of the store's secret; null for a key that is known by its form alone.</summary>
    public string? SecretName { get; init; }

    /// <summary>The version of that secret; an older one is no longer the present value.</summary>
    public int? Version { get; init; }

    /// <summary>The spelling in which the secret was found; null for a key that is known by its form.</summary>
    public LeakForm? Form { get; init; }

    /// <summary>The length in bytes of what was found, as far as it was looked at.</summary>
    public int Length { get; init; }

    /// <summary>In git: the repository.</summary>
    public string? Repository { get; init; }

    /// <summary>In git: the oldest commit that has it; null when none that can be reached does.</summary>
    public string? Commit { get; init; }

    /// <summary>In git: the object that holds it.</summary>
    public string? ObjectId { get; init; }

    /// <summary>In a log: the entry's number or cursor.</summary>
    public string? EntryId { get; init; }

    /// <summary>When the log's entry was written, or the file was last changed.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>Where and which, never what. Characters that would drive a terminal are question marks.</summary>
    public override string ToString() =>
        LeakText.Printable(FormattableString.Invariant($"{Repository}{(Repository is null ? "" : ":")}{Path}:{Line}:{Column}: {Kind}{(SecretName is null ? "" : " ")}{SecretName}"));
}
