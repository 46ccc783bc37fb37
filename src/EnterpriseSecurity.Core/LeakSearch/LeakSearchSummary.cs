namespace EnterpriseSecurity.LeakSearch;

/// <summary>What a search went through, and what it could not.</summary>
public sealed class LeakSearchSummary
{
    private readonly List<string> _notSearched = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
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

    /// <summary>True when every place could be searched.</summary>
    public bool IsComplete => _notSearched.Count == 0;

    internal void AddNotSearched(string place, string reason)
    {
        string text = LeakText.Printable($"{place}: {reason}");
        // A folder is met twice when it is searched for files and for repositories.
        if (_known.Add(text)) _notSearched.Add(text);
    }
}
