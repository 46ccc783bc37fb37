using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>The verdicts on store and audit trail with all findings, the ways to unlock, and the last backup.</summary>
internal sealed class IntegritySection : IReportSection
{
    private static readonly TimeSpan BackupAge = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public string Id => "integrity";

    /// <inheritdoc/>
    public string Title => "Integrity and recovery";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        StoreVerification verdict = source.Verification;
        IReadOnlyList<ProtectorInfo> protectors = source.Store.GetProtectors();
        DateTimeOffset? backup = source.Activity.LastBackup;
        section.ConcernIf(verdict.Findings.Count, ReportSeverity.ActNow, $"integrity finding", $"integrity findings");
        if (protectors.Count == 1) section.Concern(ReportSeverity.Soon, ReportText.Of($"There is one way only to unlock the store; if it is lost, so is the store"));
        if (backup is null) section.Concern(ReportSeverity.Soon, ReportText.Of($"The audit trail tells of no backup"));
        else if (source.Now - backup.Value > BackupAge) section.Concern(ReportSeverity.Soon, ReportText.Of($"The last backup is {source.Now - backup.Value} old"));

        section.Facts(
            (ReportText.Of($"Store"), verdict.IsValid ? new ReportCell(ReportText.Of($"intact"), ReportTone.Good) : new ReportCell(ReportText.Count(verdict.Findings.Count, $"finding", $"findings"), ReportTone.Bad)),
            (ReportText.Of($"Records checked"), ReportCell.Number(verdict.Records)),
            (ReportText.Of($"Audit trail"), verdict.Audit.IsValid ? new ReportCell(ReportText.Of($"intact"), ReportTone.Good) : new ReportCell(Broken(verdict.Audit), ReportTone.Bad)),
            (ReportText.Of($"Audit entries checked"), ReportCell.Number(verdict.Audit.VerifiedLines)),
            (ReportText.Of($"Ways to unlock"), new ReportCell(ReportText.Of($"{protectors.Count}"), protectors.Count == 1 ? ReportTone.Caution : ReportTone.Plain)),
            (ReportText.Of($"Last backup"), backup is null ? new ReportCell(ReportText.Of($"none in the trail"), ReportTone.Caution) : new ReportCell(ReportText.Day(backup), source.Now - backup.Value > BackupAge ? ReportTone.Caution : ReportTone.Plain)),
            (ReportText.Of($"Copies of the trail elsewhere"), ReportCell.Number(source.Store.Audit.Sinks.Count)));

        ReportNames names = source.Names;
        section.Table(
            $"Findings",
            [(ReportText.Of($"Kind"), false), (ReportText.Of($"Where"), false), (ReportText.Of($"What"), false)],
            verdict.Findings,
            one => [new ReportCell(ReportText.Of($"{ReportNames.Word(one.Kind)}"), ReportTone.Bad), ReportText.Of($"{names.Of(ReportNameKind.Path, one.Subject)}"), source.Options.Redact ? Meaning(one.Kind) : ReportText.Of($"{names.Of(ReportNameKind.Path, one.Message)}")]);
        section.Table(
            $"Ways to unlock the store",
            [(ReportText.Of($"Kind"), false), (ReportText.Of($"Added"), false)],
            protectors,
            one => [KindOf(one.Kind), ReportText.Day(one.CreatedAt)]);
    }

    private static ReportText Broken(AuditVerification audit) => audit.Sequence is { } number ? ReportText.Of($"{audit.Finding} at entry {number}") : ReportText.Of($"{audit.Finding}");

    // A finding's own words name records and files.
    private static ReportText Meaning(string kind) => kind switch
    {
        "Database" => ReportText.Of($"the database is damaged"),
        "Record" => ReportText.Of($"a record was changed by someone without the key"),
        "RecordSet" => ReportText.Of($"records were taken away, put in or put back"),
        "Audit" => ReportText.Of($"the audit trail was changed"),
        "Permission" => ReportText.Of($"others than the owner have rights to a file"),
        _ => ReportText.Of($"a file is not what the store knows of it"),
    };

    private static ReportText KindOf(ProtectorKind kind) => kind switch
    {
        ProtectorKind.Passphrase => ReportText.Of($"Passphrase"),
        ProtectorKind.KeyFile => ReportText.Of($"Key file"),
        ProtectorKind.EnvironmentVariable => ReportText.Of($"Environment variable"),
        ProtectorKind.RecoveryShares => ReportText.Of($"Recovery shares"),
        _ => ReportText.Of($"{kind}"),
    };
}
