namespace EnterpriseSecurity.LeakSearch;

/// <summary>Something to search, and how to speak of it.</summary>
/// <param name="Place">The kind of place.</param>
/// <param name="Path">The file, or the log's name.</param>
internal sealed record LeakSource(LeakPlace Place, string Path)
{
    /// <summary>The entry of a log.</summary>
    public string? EntryId { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>What has no lines, as a binary file.</summary>
    public bool IsBinary { get; init; }

    /// <summary>What a leak in it is told as.</summary>
    public SecretLeak Tell(LeakPosition leak) => new()
    {
        Place = Place,
        Path = Path,
        Line = IsBinary ? null : leak.Line,
        Column = IsBinary ? null : leak.Column,
        Kind = leak.Kind,
        SecretName = leak.Name,
        Version = leak.Version,
        Form = leak.Form,
        Length = leak.Length,
        EntryId = EntryId,
        WrittenAt = WrittenAt,
    };
}
