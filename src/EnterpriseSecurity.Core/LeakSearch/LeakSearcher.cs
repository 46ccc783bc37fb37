using System.Globalization;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>
/// Searches the places where secrets turn up for the secrets of a store, by keyed hash, and for keys of known forms. It
/// says where they are, never what they are, and changes nothing.
/// </summary>
public sealed class LeakSearcher
{
    private readonly SecurityStore? _store;
    private readonly IKnownPlaces _places;
    private readonly IEventLogReader _log;

    /// <summary>A search for keys of known forms, with no store.</summary>
    public LeakSearcher()
        : this(null, new KnownPlaces(), SystemLogReader.ForThisSystem())
    {
    }

    internal LeakSearcher(SecurityStore store)
        : this(store, new KnownPlaces(), SystemLogReader.ForThisSystem())
    {
    }

    internal LeakSearcher(SecurityStore? store, IKnownPlaces places, IEventLogReader log)
    {
        _store = store;
        _places = places;
        _log = log;
    }

    /// <summary>Searches. The audit trail of the store tells of the search, and how much was found.</summary>
    /// <param name="options">Where.</param>
    /// <param name="found">Takes each leak as it is found.</param>
    /// <param name="progress">The share of the files that is done.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>What was gone through, and what could not be.</returns>
    /// <exception cref="NotFoundException">A path does not exist.</exception>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public LeakSearchSummary Search(LeakSearchOptions options, Action<SecretLeak> found, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(found);
        LeakSearchSummary summary = new();
        if (_store is null) return Run(options, summary, found, progress, cancellation);
        AuditNote note = new(AuditAction.SecretLeaksSearched, options.Places.ToString());
        if (options.Paths.Count > 0) note.Metadata["paths"] = AuditText.Clip(string.Join(", ", options.Paths));
        return _store.Attempt(note, () =>
        {
            try
            {
                Run(options, summary, found, progress, cancellation);
            }
            catch (OperationCanceledException)
            {
                // It has opened the secrets too.
                note.Metadata["stopped"] = "true";
                Tell(note, summary);
                throw;
            }

            Tell(note, summary);
            return summary;
        });
    }

    private LeakSearchSummary Run(LeakSearchOptions options, LeakSearchSummary summary, Action<SecretLeak> found, IProgress<double>? progress, CancellationToken cancellation)
    {
        foreach (string path in options.Paths)
        {
            if (!Path.Exists(path)) throw SecurityErrors.LeakPathNotFound(path);
        }

        using SecretFingerprints fingerprints = new();
        if (_store is not null) StoreFingerprints.Add(_store, fingerprints, summary);
        fingerprints.Complete();
        LeakScanner scanner = new(fingerprints, NameOfApiKey);
        Action<SecretLeak> told = leak =>
        {
            summary.Leaks++;
            found(leak);
        };
        FileSearch files = new(scanner, options, summary, told, cancellation);
        if (options.Places.HasFlag(LeakPlace.History)) files.Search(LeakPlace.History, _places.Histories().Concat(options.HistoryFiles.Select(path => new FileInfo(path))).Where(file => file.Exists).DistinctBy(file => file.FullName));
        if (options.Places.HasFlag(LeakPlace.Transcript)) files.Search(LeakPlace.Transcript, _places.Transcripts());
        if (options.Places.HasFlag(LeakPlace.EventLog)) new EventLogSearch(_log, scanner, summary, told, cancellation).Search();
        if (options.Places.HasFlag(LeakPlace.File)) files.SearchAll(options.Paths, progress);
        if (options.Places.HasFlag(LeakPlace.Git)) new GitSearch(scanner, options, summary, told, cancellation).SearchAll(FileTree.Repositories(options.Paths, folder => summary.AddNotSearched(folder, LeakText.CannotBeListed), cancellation));
        return summary;
    }

    private void Tell(AuditNote note, LeakSearchSummary summary)
    {
        note.Metadata["secrets"] = summary.Secrets.ToString(CultureInfo.InvariantCulture);
        note.Metadata["items"] = summary.Items.ToString(CultureInfo.InvariantCulture);
        note.Metadata["leaks"] = summary.Leaks.ToString(CultureInfo.InvariantCulture);
        _store!.Append(note, durable: true);
    }

    private string? NameOfApiKey(string id) =>
        _store?.Peek(view => view.Find(ApiKeyRecord.Collection, id)?.Name);
}
