namespace EnterpriseSecurity.LeakSearch;

/// <summary>Where to search, and what for.</summary>
public sealed record LeakSearchOptions
{
    /// <summary>The kinds of places; by default those of the user that need no path.</summary>
    public LeakPlace Places { get; init; } = LeakPlace.Session;

    /// <summary>Files, and folders with all below; for <see cref="LeakPlace.File"/> and <see cref="LeakPlace.Git"/>.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Further history files, where they are not at their usual places; for <see cref="LeakPlace.History"/>.</summary>
    public IReadOnlyList<string> HistoryFiles { get; init; } = [];

    /// <summary>Searches files that are no text, too.</summary>
    public bool IncludeBinary { get; init; }

    /// <summary>Files and git objects that are larger, in bytes, are passed over; null for no limit.</summary>
    public long? MaximumSize { get; init; }
}
