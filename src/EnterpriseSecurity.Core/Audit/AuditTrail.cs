using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>
/// The store's audit trail: one JSON object a line, each chained to the one before by a keyed hash. An entry is
/// committed in one transaction with the change it tells of, and handed on to the files and sinks from there.
/// </summary>
public sealed partial class AuditTrail : IDisposable
{
    private const int HandOverBatch = 512;
    private const int HandOverPage = 4 * HandOverBatch;
    private static readonly TimeSpan HandOverDelay = TimeSpan.FromMilliseconds(200);

    private readonly SecurityStore _store;
    private readonly IRecordStore _records;
    private readonly KeyRing _keys;
    private readonly IAuditLog _log;
    private readonly AuditSinks _sinks;
    private readonly Timer _timer;
    private int _waiting;

    internal AuditTrail(SecurityStore store, IRecordStore records, KeyRing keys, string folder)
    {
        if (!Directory.Exists(folder)) throw SecurityErrors.AuditFolderMissing(folder);
        _store = store;
        _records = records;
        _keys = keys;
        _log = records is IServerRecordStore server ? new AuditTable(server, keys) : new AuditSegments(folder, keys);
        Folder = folder;
        _sinks = new AuditSinks(store);
        _timer = new Timer(_ => HandOverInBackground());
    }

    /// <summary>The folder with the trail's files.</summary>
    public string Folder { get; }

    /// <summary>The sinks beside the files.</summary>
    public IReadOnlyList<AuditSinkSetting> Sinks => _sinks.Settings;

    /// <summary>Writes an entry of the caller's own.</summary>
    /// <param name="action">What was done; at most 4,096 characters, as the others.</param>
    /// <param name="resource">What it was done to. Never a secret.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="user">Who did it; the operating system's user when null.</param>
    /// <param name="ipAddress">From where, if known.</param>
    /// <param name="metadata">More about it, at most 65,536 characters in all. Never a secret.</param>
    /// <exception cref="InvalidInputException">A member is empty or too long.</exception>
    public void Write(string action, string resource, string result = AuditResult.Success, string? user = null, string? ipAddress = null, IReadOnlyDictionary<string, string>? metadata = null)
    {
        CheckText(nameof(action), action);
        CheckText(nameof(resource), resource);
        CheckText(nameof(result), result);
        if (user is not null) CheckText(nameof(user), user);
        if (ipAddress is not null) CheckText(nameof(ipAddress), ipAddress);
        if (metadata is not null && !AuditText.Fits(metadata)) throw SecurityErrors.AuditMetadataInvalid();
        _store.Append(new AuditNote(action, resource) { Result = result, User = user, IpAddress = ipAddress, Metadata = metadata?.ToDictionary() ?? [] }, durable: true);
    }

    /// <summary>The entries that match, oldest first. Each says whether its line is authentic.</summary>
    public IEnumerable<AuditEntry> Read(AuditFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        AuditSnapshot snapshot = TakeSnapshot();
        foreach (AuditSegment segment in snapshot.Segments)
        {
            using AuditLineReader reader = segment.Open();
            while (TryReadEntry(reader, out AuditEntry? entry))
            {
                cancellation.ThrowIfCancellationRequested();
                if (entry is not null && filter.Matches(entry)) yield return entry;
            }
        }

        foreach (OutboxLine pending in snapshot.Pending)
        {
            AuditEntry? entry = Parse(pending.Line);
            if (entry is not null && filter.Matches(entry)) yield return entry;
        }
    }

    /// <summary>Checks the whole trail against the sealed head. Memory does not grow with the trail.</summary>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the check.</param>
    public AuditVerification Verify(IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        new AuditVerifier(TakeSnapshot(), _keys.For(KeyPurpose.AuditChain).ToArray()).Run(progress, cancellation);

    /// <summary>Writes the entries that match to a new file for other programs; owner-only, as the trail itself.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="filter">Which entries; all when null.</param>
    /// <param name="cancellation">Stops the export; no file is left.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <returns>How many entries there are in it.</returns>
    /// <exception cref="AlreadyExistsException">The file exists.</exception>
    public long Export(string path, AuditExportFormat format, AuditFilter? filter = null, CancellationToken cancellation = default, IProgress<double>? progress = null)
    {
        string target = Path.GetFullPath(path);
        if (Path.Exists(target)) throw SecurityErrors.ExportExists(target);
        string partial = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            long count;
            using (FileStream stream = OwnerOnlyFile.CreateNew(partial))
            {
                count = AuditExport.Write(stream, format, Told(Read(filter ?? new AuditFilter(), cancellation), progress));
                stream.Flush(flushToDisk: true);
            }

            DurableRename.WithoutOverwrite(partial, target);
            DurableRename.FlushFolder(Path.GetDirectoryName(target)!);
            _store.Append(new AuditNote(AuditAction.AuditExported, Path.GetFileName(target)) { Metadata = { ["count"] = count.ToString(System.Globalization.CultureInfo.InvariantCulture) } }, durable: true);
            return count;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, target);
        }
        finally
        {
            Leftover.Remove(partial);
        }
    }

    // By the number of each, since how many match is known at the end only.
    private IEnumerable<AuditEntry> Told(IEnumerable<AuditEntry> entries, IProgress<double>? progress)
    {
        if (progress is null) return entries;
        double last = Math.Max(Count(), 1);
        return entries.Select(entry =>
        {
            progress.Report(entry.Sequence / last);
            return entry;
        });
    }

    /// <summary>The number of entries ever written.</summary>
    public long Count() => _store.ReadHead().Sequence;

    /// <summary>Sets which sinks entries go to beside the files.</summary>
    /// <exception cref="InvalidInputException">A target cannot be used.</exception>
    /// <exception cref="UnavailableException">A sink does not answer now.</exception>
    public void SetSinks(IReadOnlyList<AuditSinkSetting> settings) => _sinks.Set(settings);

    /// <summary>Hands every committed entry on to the files and sinks, now.</summary>
    /// <exception cref="UnavailableException">The files, or a required sink, do not take them; they stay in the store.</exception>
    public void Flush()
    {
        HandOverAlone();
    }

    /// <summary>Hands on what waits, and closes the sinks. What cannot be handed on waits for the next time.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        try
        {
            if (Volatile.Read(ref _waiting) > 0) Flush();
        }
        catch (Exception error) when (error is SecurityException or IOException or UnauthorizedAccessException)
        {
            // The entries are committed in the database; whoever opens the store next hands them on.
        }

        _sinks.Dispose();
    }

    /// <summary>Makes sure that the database knows of every line in the files.</summary>
    /// <exception cref="IntegrityException">The database is older than the files.</exception>
    internal void CheckNotAheadOfStore()
    {
        // In this order: between the two another process may add to both, the database first.
        long last;
        try
        {
            last = _log.LastSequence();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.StoreUnavailable(Folder, error);
        }

        if (last > _store.ReadHead().Sequence) throw SecurityErrors.StoreRolledBack(_store.DatabasePath, "the audit trail");
    }

    /// <summary>The trail as it stands now; entries that wait are handed on first where that can be done.</summary>
    internal AuditSnapshot TakeSnapshot()
    {
        _store.WritePending();
        using IDisposable? held = HandOverAlone(keepLock: true);
        return _records.Read(reader =>
        {
            StoreHead head = _store.ReadHead(reader);
            return new AuditSnapshot(head, _log.List(head, reader), _log.ListPending(reader));
        });
    }

    private static void CheckText(string member, string text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > AuditText.Longest) throw SecurityErrors.AuditTextInvalid(member);
    }

    private bool TryReadEntry(AuditLineReader reader, out AuditEntry? entry)
    {
        entry = null;
        if (!reader.TryRead(out ReadOnlySpan<byte> line)) return false;
        entry = Parse(line);
        return true;
    }

    private AuditEntry? Parse(ReadOnlySpan<byte> line) =>
        AuditLine.TryParse(line, AuditLine.TryVerify(_keys.For(KeyPurpose.AuditChain), line, out _));
}
