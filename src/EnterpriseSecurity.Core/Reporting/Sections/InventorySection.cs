using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>What there is, by kind, and a list of each kind.</summary>
internal sealed class InventorySection : IReportSection
{
    private static readonly (ReportText, bool)[] ListColumns = [(ReportText.Of($"Name"), false), (ReportText.Of($"Algorithm"), false), (ReportText.Of($"Created"), false), (ReportText.Of($"Changed"), false), (ReportText.Of($"Ends"), false)];

    /// <inheritdoc/>
    public string Id => "inventory";

    /// <inheritdoc/>
    public string Title => "What there is";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        DateTimeOffset now = source.Now;
        Kind[] kinds =
        [
            Kind.Of(source, $"Secrets", source.Status.Secrets, source.Secrets.Select(one => (one.CreatedAt, one.ExpiresAt))),
            Kind.Of(source, $"SSH keys", source.Status.SshKeys, source.SshKeys.Select(one => (one.CreatedAt, (DateTimeOffset?)null)), endless: false),
            Kind.Of(source, $"API keys", source.Status.ApiKeys, source.ApiKeys.Where(one => one.Enabled).Select(one => (one.CreatedAt, one.ExpiresAt))),
            Kind.Of(source, $"Certificates", source.Status.Certificates, source.Certificates.Where(one => !one.IsAuthority).Select(one => (one.NotBefore, (DateTimeOffset?)one.NotAfter))),
            Kind.Of(source, $"Certificate authorities", source.Status.CertificateAuthorities, source.Certificates.Where(one => one.IsAuthority).Select(one => (one.NotBefore, (DateTimeOffset?)one.NotAfter))),
            Kind.Of(source, $"Managed keys", source.Status.ManagedKeys, source.ManagedKeysInUse.Select(one => (one.CreatedAt, one.ExpiresAt))),
            Kind.Of(source, $"Token signing keys", source.Status.SigningKeys, source.SigningKeys.Select(one => (one.CreatedAt, one.ExpiresAt)), endless: false),
            Kind.Of(source, $"Second factors", source.Status.SecondFactors, source.SecondFactors.Where(one => one.ConfirmedAt is not null).Select(one => (one.CreatedAt, (DateTimeOffset?)null)), endless: false),
            Kind.Of(source, $"Roles", source.Status.RolesDefined, source.Roles.Select(one => (one.CreatedAt, (DateTimeOffset?)null)), endless: false),
        ];
        section.Table(
            $"Objects by kind",
            [(ReportText.Of($"Kind"), false), (ReportText.Of($"In use"), true), (ReportText.Of($"Expired"), true), (ReportText.Of($"End within {source.Options.Within}"), true), (ReportText.Of($"Without an end"), true), (ReportText.Of($"Oldest"), false)],
            kinds,
            kind => [kind.Name, ReportCell.Number(kind.InUse), ReportCell.Number(kind.Expired, ReportTone.Bad), ReportCell.Number(kind.Ending, ReportTone.Caution), kind.Endless is { } endless ? ReportCell.Number(endless) : ReportText.None, ReportText.Day(kind.Oldest)]);
        section.Say($"Versions of one key count once; revoked, disabled and removed objects do not count. A dash stands where an end is not usual.");

        ReportNames names = source.Names;
        section.Table($"All secrets", ListColumns, source.Secrets, one => Row(names.Of(ReportNameKind.Secret, one.Name), AlgorithmNames.Of(one.Algorithm), one.CreatedAt, one.RotatedAt, one.ExpiresAt, now), folded: true);
        section.Table($"All SSH keys", ListColumns, source.SshKeys, one => Row(names.Of(ReportNameKind.SshKey, one.Name), AlgorithmNames.Of(one), one.CreatedAt, one.RotatedAt, null, now), folded: true);
        section.Table(
            $"All API keys",
            [(ReportText.Of($"Name"), false), (ReportText.Of($"Owner"), false), (ReportText.Of($"State"), false), (ReportText.Of($"Created"), false), (ReportText.Of($"Last used"), false), (ReportText.Of($"Ends"), false)],
            source.ApiKeys,
            one => [ReportText.Of($"{names.Of(ReportNameKind.ApiKey, one.Name)}"), Owner(names, one.UserId), ReportText.Of($"{one.State}"), ReportText.Day(one.CreatedAt), ReportText.Day(one.LastUsedAt), End(one.ExpiresAt, now, one.Enabled)],
            folded: true);
        section.Table($"All certificates and authorities", ListColumns, source.Certificates, one => CertificateRow(names, one, now), folded: true);
        section.Table(
            $"All managed keys",
            [(ReportText.Of($"Name"), false), (ReportText.Of($"Version"), true), (ReportText.Of($"Type"), false), (ReportText.Of($"State"), false), (ReportText.Of($"Created"), false), (ReportText.Of($"Ends"), false)],
            source.ManagedKeys,
            one => [ReportText.Of($"{names.Of(ReportNameKind.ManagedKey, one.Name)}"), ReportText.Of($"{one.Version}"), AlgorithmNames.Of(one), ReportText.Of($"{one.State}"), ReportText.Day(one.CreatedAt), End(one.ExpiresAt, now, one.State is ManagedKeyState.Pending or ManagedKeyState.Active)],
            folded: true);
        section.Table($"All token signing keys", ListColumns, source.SigningKeys, one => Row(names.Of(ReportNameKind.SigningKey, one.Name), $"{one.Algorithm}, version {one.Version}", one.CreatedAt, null, one.ExpiresAt, now), folded: true);
    }

    private static ReportText Owner(ReportNames names, string? user) => user is null ? ReportText.None : ReportText.Of($"{names.Of(ReportNameKind.User, user)}");

    private static IReadOnlyList<ReportCell> CertificateRow(ReportNames names, IssuedCertificate one, DateTimeOffset now)
    {
        ReportText key = one.IsAuthority ? ReportText.Of($"{ReportNames.Word(one.Key)}, authority") : ReportText.Of($"{ReportNames.Word(one.Key)}");
        if (one.RevokedAt is null) return Row(names.Of(ReportNameKind.Certificate, one.Name), key, one.NotBefore, null, one.NotAfter, now);
        return Row(names.Of(ReportNameKind.Certificate, one.Name), ReportText.Of($"{key}, revoked {one.RevokedAt.Value}"), one.NotBefore, null, null, now);
    }

    private static IReadOnlyList<ReportCell> Row(ReportName name, ReportText algorithm, DateTimeOffset created, DateTimeOffset? changed, DateTimeOffset? ends, DateTimeOffset now) =>
        [ReportText.Of($"{name}"), algorithm, ReportText.Day(created), ReportText.Day(changed), End(ends, now, counts: true)];

    private static ReportCell End(DateTimeOffset? end, DateTimeOffset now, bool counts) =>
        counts && end <= now ? new ReportCell(ReportText.Of($"{end.Value}, expired"), ReportTone.Bad) : ReportText.Day(end);

    private sealed record Kind(ReportText Name, long InUse, long Expired, long Ending, long? Endless, DateTimeOffset? Oldest)
    {
        public static Kind Of(ReportSource source, ReportText name, long inUse, IEnumerable<(DateTimeOffset Created, DateTimeOffset? Ends)> objects, bool endless = true)
        {
            (DateTimeOffset Created, DateTimeOffset? Ends)[] all = [.. objects];
            return new Kind(
                name,
                inUse,
                all.Count(one => one.Ends <= source.Now),
                all.Count(one => one.Ends > source.Now && one.Ends <= source.Now + source.Options.Within),
                endless ? all.Count(one => one.Ends is null) : null,
                all.Length == 0 ? null : all.Min(one => one.Created));
        }
    }
}
