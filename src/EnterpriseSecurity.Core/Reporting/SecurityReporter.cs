using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Reporting.Html;
using EnterpriseSecurity.Reporting.Sections;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Reporting;

/// <summary>
/// Makes reports on a store: one HTML page each, that needs no network and runs no script. Metadata is read only, no
/// value is opened, and the audit trail tells of the export and of what was listed for it.
/// </summary>
public sealed class SecurityReporter
{
    private const string DefaultTitle = "Security report";

    // Of the time that a report takes, about this share goes into the check of the store.
    private const double ShareOfCheck = 0.6;

    private static readonly IReportSection[] SectionsInOrder =
    [
        new InventorySection(),
        new ExpirySection(),
        new AlgorithmSection(),
        new ApiKeySection(),
        new RoleSection(),
        new RotationSection(),
        new ActivitySection(),
        new SecondFactorSection(),
        new PasswordSection(),
        new IntegritySection(),
    ];

    private readonly EnterpriseSecurityManager _manager;

    internal SecurityReporter(EnterpriseSecurityManager manager) => _manager = manager;

    private SecurityStore Store => _manager.Store;

    /// <summary>
    /// Checks the whole store, and writes a report on it to a file that only its owner can read. The file is there whole
    /// or not at all.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the report is to be like.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work; no file is left.</param>
    /// <exception cref="InvalidInputException">The time or the title cannot be used.</exception>
    /// <exception cref="AlreadyExistsException">The file exists.</exception>
    /// <exception cref="UnavailableException">The file cannot be written.</exception>
    public SecurityReportSummary Export(string path, SecurityReportOptions? options = null, bool overwrite = false, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new SecurityReportOptions();
        string target = Path.GetFullPath(path);
        AuditNote note = new(AuditAction.ReportExported, Path.GetFileName(target)) { Metadata = { ["redacted"] = options.Redact ? "true" : "false" } };
        return Store.Attempt(note, () =>
        {
            options.Check();
            if (Directory.Exists(target) || (!overwrite && Path.Exists(target))) throw SecurityErrors.ReportExists(target);
            SecurityReport report = Build(options, progress, cancellation);
            byte[] page = ReportPage.Write(report);
            cancellation.ThrowIfCancellationRequested();
            Publish(target, page, overwrite);
            note.Metadata["findings"] = report.Verification.Findings.Count.ToString(CultureInfo.InvariantCulture);
            Store.Append(note, durable: true);
            progress?.Report(1);
            return new SecurityReportSummary
            {
                Path = target,
                Length = page.Length,
                Title = report.Title,
                CreatedAt = report.CreatedAt,
                IsSound = report.Verification.IsValid,
                ActNow = report.Count(ReportSeverity.ActNow),
                Soon = report.Count(ReportSeverity.Soon),
                Notes = report.Count(ReportSeverity.Note),
                IsRedacted = options.Redact,
                Status = report.Status,
            };
        });
    }

    /// <summary>Reads all that a report shows.</summary>
    internal SecurityReport Build(SecurityReportOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        StoreVerification verification = Store.Verify(WatchedWork.Part(progress, 0, ShareOfCheck), cancellation);
        using ReportNames names = new(Store.Keys, options.Redact);
        ReportActivity activity = ReportActivity.Read(Store.Audit, Store.Time.GetUtcNow(), options.ActivityDays, cancellation);
        ReportSource source = new(_manager, options, names, activity, verification);
        // First, so that the reading for the report is not in its own figures.
        SecurityStatus? status = Unless(verification, () => source.Status);
        List<ReportSection> sections = [];
        foreach (IReportSection one in SectionsInOrder)
        {
            cancellation.ThrowIfCancellationRequested();
            sections.Add(Unless(verification, () => Fill(one, source)) ?? Unreadable(one));
            progress?.Report(ShareOfCheck + ((1 - ShareOfCheck) * sections.Count / SectionsInOrder.Length));
        }

        return new SecurityReport
        {
            Title = options.Title ?? DefaultTitle,
            Store = options.Redact
                ? ReportText.Of($"{names.Of(ReportNameKind.Store, Store.Id)}")
                : ReportText.Of($"{names.Of(ReportNameKind.Path, Store.Path)}"),
            CreatedAt = source.Now,
            IsRedacted = options.Redact,
            Verification = verification,
            Status = status,
            Sections = sections,
        };
    }

    private static ReportSection Fill(IReportSection one, ReportSource source)
    {
        ReportSection section = new(one.Id, one.Title);
        one.Write(source, section);
        return section;
    }

    private static ReportSection Unreadable(IReportSection one)
    {
        ReportSection section = new(one.Id, one.Title);
        section.Say($"What this section is made from is damaged, so it cannot be made. Restore the store from a backup.");
        return section;
    }

    // A damaged store needs its report most: what cannot be read is left out, and the verdict says why.
    private static T? Unless<T>(StoreVerification verification, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (SecurityException error) when (!verification.IsValid && error is (IntegrityException or MalformedDataException))
        {
            return null;
        }
    }

    private static void Publish(string target, byte[] page, bool overwrite)
    {
        try
        {
            if (overwrite) OwnerOnlyFile.Replace(target, page);
            else OwnerOnlyFile.WriteNew(target, page);
        }
        catch (IOException) when (!overwrite && Path.Exists(target))
        {
            throw SecurityErrors.ReportExists(target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.ReportUnwritable(target, error);
        }
    }
}
