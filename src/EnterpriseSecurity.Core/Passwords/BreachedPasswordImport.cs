namespace EnterpriseSecurity.Passwords;

/// <summary>What was made of a list of breached passwords.</summary>
public sealed record BreachedPasswordImport
{
    /// <summary>The filter's file.</summary>
    public required string Path { get; init; }

    /// <summary>The list that it was made from.</summary>
    public required string Source { get; init; }

    /// <summary>The hash that both hold.</summary>
    public required BreachedPasswordHash Hash { get; init; }

    /// <summary>The lines of the list.</summary>
    public required long Read { get; init; }

    /// <summary>The passwords in the filter.</summary>
    public required long Entries { get; init; }

    /// <summary>How often a password was seen at least to be taken into it.</summary>
    public required long MinimumCount { get; init; }

    /// <summary>The filter's size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The chance that a password outside the list is taken for one in it.</summary>
    public required double FalsePositiveRate { get; init; }
}
