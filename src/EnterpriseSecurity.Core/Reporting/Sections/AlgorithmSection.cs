using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Reporting.Sections;

/// <summary>Which algorithms are in use, which of them are weak or old, and what uses those.</summary>
internal sealed class AlgorithmSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "algorithms";

    /// <inheritdoc/>
    public string Title => "Algorithms";

    /// <inheritdoc/>
    public void Write(ReportSource source, ReportSection section)
    {
        IReadOnlyList<Use> uses = [.. Read(source)];
        if (uses.Count == 0)
        {
            section.Say($"There are no keys yet.");
            return;
        }

        Use[] weak = [.. uses.Where(use => use.Assessment.Strength == AlgorithmStrength.Weak)];
        Use[] ageing = [.. uses.Where(use => use.Assessment.Strength == AlgorithmStrength.Ageing)];
        section.ConcernIf(weak.Length, ReportSeverity.ActNow, $"object uses a weak algorithm or cost", $"objects use a weak algorithm or cost");
        section.ConcernIf(ageing.Length, ReportSeverity.Soon, $"object uses an ageing algorithm", $"objects use an ageing algorithm");

        int open = source.SshKeys.Count(key => !key.HasPassphrase && key.State != SshKeyState.Missing);
        section.ConcernIf(open, ReportSeverity.Note, $"private SSH key has no passphrase", $"private SSH keys have no passphrase");

        var groups = uses.GroupBy(use => (Kind: use.Kind.ToString(), Algorithm: use.Algorithm.ToString(), use.Assessment.Strength))
            .Select(group => (First: group.First(), Count: group.LongCount()))
            .OrderByDescending(group => group.First.Assessment.Strength)
            .ThenBy(group => group.First.Kind.ToString(), StringComparer.Ordinal)
            .ThenByDescending(group => group.Count)
            .ToList();
        section.Table(
            $"Algorithms in use",
            [(ReportText.Of($"Verdict"), false), (ReportText.Of($"For"), false), (ReportText.Of($"Algorithm"), false), (ReportText.Of($"Count"), true), (ReportText.Of($"Why"), false)],
            groups,
            group => [Verdict(group.First.Assessment.Strength), group.First.Kind, group.First.Algorithm, ReportCell.Number(group.Count), group.First.Assessment.Reason]);
        section.Table(
            $"What uses a weak or ageing algorithm",
            [(ReportText.Of($"Name"), false), (ReportText.Of($"Kind"), false), (ReportText.Of($"Algorithm"), false), (ReportText.Of($"Verdict"), false)],
            [.. weak, .. ageing],
            use => [use.Name, use.Kind, use.Algorithm, Verdict(use.Assessment.Strength)],
            folded: true);
    }

    private static ReportCell Verdict(AlgorithmStrength strength) => strength switch
    {
        AlgorithmStrength.Weak => new ReportCell(ReportText.Of($"Weak"), ReportTone.Bad),
        AlgorithmStrength.Ageing => new ReportCell(ReportText.Of($"Ageing"), ReportTone.Caution),
        _ => new ReportCell(ReportText.Of($"Strong"), ReportTone.Good),
    };

    private static IEnumerable<Use> Read(ReportSource source)
    {
        ReportNames names = source.Names;
        ReportText Name(ReportNameKind kind, string name) => ReportText.Of($"{names.Of(kind, name)}");
        return
        [
            .. source.SshKeys.Select(key => new Use(ReportText.Of($"SSH key"), Name(ReportNameKind.SshKey, key.Name), AlgorithmNames.Of(key), AlgorithmAssessment.OfSsh(key.Algorithm, key.Bits))),
            .. source.Secrets.Select(secret => new Use(ReportText.Of($"Secret"), Name(ReportNameKind.Secret, secret.Name), AlgorithmNames.Of(secret.Algorithm), AlgorithmAssessment.OfSecret(secret.Algorithm))),
            .. source.Certificates.Where(one => one.RevokedAt is null).Select(one => new Use(
                ReportText.Of($"Certificate"),
                Name(ReportNameKind.Certificate, one.Name),
                ReportText.Of($"{ReportNames.Word(one.Key)}"),
                AlgorithmAssessment.OfCertificateKey(one.Key).Or(AlgorithmAssessment.OfSignature(SignatureOf(one))))),
            .. source.ManagedKeysInUse.Select(key => new Use(
                ReportText.Of($"Managed key"),
                Name(ReportNameKind.ManagedKey, key.Name),
                AlgorithmNames.Of(key),
                key.Type == ManagedKeyType.Rsa ? AlgorithmAssessment.OfRsa(key.Size) : default(AlgorithmAssessment) with { Reason = ReportText.None })),
            .. source.SigningKeys.Where(key => key.State != JwtSigningKeyState.Retired).Select(key => new Use(
                ReportText.Of($"Token signing key"), Name(ReportNameKind.SigningKey, key.Name), ReportText.Of($"{key.Algorithm}"), AlgorithmAssessment.OfToken(key.Algorithm, RsaBitsOf(key)))),
            .. source.SecondFactors.Select(one => new Use(
                ReportText.Of($"Second factor"), Name(ReportNameKind.User, one.UserId), AlgorithmNames.Of(one), AlgorithmAssessment.OfOneTimePassword(one.Algorithm, one.Digits))),
            .. source.Passwords.Where(one => one.Hash is not null).Select(one => new Use(
                ReportText.Of($"Password hash"), Name(ReportNameKind.User, one.UserId), AlgorithmNames.Of(one.Hash!), AlgorithmAssessment.OfPasswordHash(one.Hash!))),
            .. source.Store.ReadProtectorEntries().Where(one => one.Kdf == "argon2id").Select(one => new Use(
                ReportText.Of($"Way to unlock"), ReportText.Of($"{one.Kind} of {one.CreatedAt}"), ReportText.Of($"Argon2id, {one.MemoryKiB / 1024} MiB, {one.Iterations} passes"), AlgorithmAssessment.OfArgon2(one.MemoryKiB, one.Iterations))),
        ];
    }

    private static string SignatureOf(IssuedCertificate issued)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(issued.Certificate);
        return certificate.SignatureAlgorithm.FriendlyName ?? "";
    }

    // The modulus of a public JWK, in base64url: three bytes in four characters.
    private static int? RsaBitsOf(JwtSigningKeyInfo key)
    {
        if (key.PublicJwk is null) return null;
        using JsonDocument jwk = JsonDocument.Parse(key.PublicJwk);
        return jwk.RootElement.TryGetProperty("n", out JsonElement modulus) ? modulus.GetString()!.Length * 3 / 4 * 8 : null;
    }

    private sealed record Use(ReportText Kind, ReportText Name, ReportText Algorithm, AlgorithmAssessment Assessment);
}
