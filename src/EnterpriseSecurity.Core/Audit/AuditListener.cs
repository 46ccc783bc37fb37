namespace EnterpriseSecurity.Audit;

/// <summary>
/// Hears of the audit entries that operations on this thread append, in whichever store, so that a caller can say what was
/// done in the trail's own words. An entry is heard of once its operation is committed; one of an operation that was
/// undone is not. Listeners may be nested: the innermost hears. Start and dispose it on the same thread.
/// </summary>
public sealed class AuditListener : IDisposable
{
    /// <summary>How many entries are kept; <see cref="Count"/> goes on.</summary>
    public const int MostKept = 100;

    [ThreadStatic]
    private static AuditListener? s_current;

    private readonly AuditListener? _outer;
    private readonly List<AuditEntry> _entries = [];

    /// <summary>Begins to listen.</summary>
    public AuditListener()
    {
        _outer = s_current;
        s_current = this;
    }

    /// <summary>The first entries, at most <see cref="MostKept"/>.</summary>
    public IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>How many entries there were.</summary>
    public long Count { get; private set; }

    /// <summary>Stops listening.</summary>
    public void Dispose() => s_current = _outer;

    /// <summary>These entries of an operation on this thread are committed.</summary>
    internal static void Tell(IReadOnlyList<AuditEntry> committed)
    {
        if (s_current is not { } listener) return;
        listener._entries.AddRange(committed.Take(MostKept - listener._entries.Count));
        listener.Count += committed.Count;
    }
}
