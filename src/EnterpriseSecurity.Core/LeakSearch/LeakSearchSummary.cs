namespace EnterpriseSecurity.LeakSearch;

/// <summary>What a search went through, and what it could not.</summary>
public sealed class LeakSearchSummary
{
    private readonly List<string> _notSearched = [];
    private readonly List<string> _tooShort = [];

    /// <summary>The files, git objects and log entries that were searched.</summary>
    public long Items { get; internal set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; internal set; }

    /// <summary>The files that are no text and were passed over.</summary>
    public long Binary { get; internal set; }

    /// <summary>The files and objects that are larger than the limit.</summary>
    public long TooLarge { get; internal set; }

    /// <summary>What was found.</summary>
    public long Leaks { get; internal set; }

    /// <summary>The secrets of the store that were searched for; their versions count.</summary>
    public int Secrets { get; internal set; }

    /// <summary>The secrets that are too short to be searched for: ordinary text would hold them by chance.</summary>
    public IReadOnlyList<string> TooShort => _tooShort;

    /// <summary>The places that could not be searched, each with the reason.</summary>
    public IReadOnlyList<string> NotSearched => _notSearched;

    internal void AddTooShort(string name) => _tooShort.Add(name);

    internal void AddNotSearched(string place, string reason) => _notSearched.Add(LeakText.Printable($"{place}: {reason}"));
}
