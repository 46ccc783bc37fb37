using System.Globalization;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>What processes were acknowledged, and that the store holds it: all of it, once, and nothing besides.</summary>
internal sealed class DomainAccount
{
    private const string Shared = "shared";

    // The things of each action, in words.
    private readonly Dictionary<string, List<string[]>> _changes = [];
    private readonly Dictionary<string, long> _reads = [];

    /// <summary>How many changes were acknowledged.</summary>
    public int Changes => _changes.Values.Sum(lines => lines.Count);

    /// <summary>How many reads there were.</summary>
    public long Reads => _reads.Values.Sum();

    /// <summary>How many of each action.</summary>
    public IReadOnlyDictionary<string, long> Entries =>
        _changes.Select(pair => (pair.Key, Count: (long)pair.Value.Count)).Concat(_reads.Select(pair => (pair.Key, Count: pair.Value)))
            .GroupBy(pair => pair.Key).ToDictionary(same => same.Key, same => same.Sum(pair => pair.Count));

    /// <summary>How many entries of each action are in a trail; of those that count several uses, the uses.</summary>
    public static Dictionary<string, long> CountEntries(EnterpriseSecurityManager manager) =>
        manager.Audit.Read(new AuditFilter()).GroupBy(entry => entry.Result == AuditResult.Success ? entry.Action : $"{entry.Action}!{entry.Result}").ToDictionary(same => same.Key, same => same.Sum(Uses));

    /// <summary>Takes a line of a process.</summary>
    public void Add(string line)
    {
        string[] words = line.Split(' ');
        if (words[0] == "read")
        {
            _reads[words[1]] = _reads.GetValueOrDefault(words[1]) + long.Parse(words[2], CultureInfo.InvariantCulture);
            return;
        }

        if (!_changes.TryGetValue(words[0], out List<string[]>? lines)) _changes.Add(words[0], lines = []);
        lines.Add(words[1..]);
    }

    /// <summary>Holds the store against it.</summary>
    /// <param name="manager">The store.</param>
    /// <param name="firstFingerprint">The shared SSH key's fingerprint before the first change.</param>
    public void AssertKept(EnterpriseSecurityManager manager, string firstFingerprint)
    {
        AssertSecrets(manager);
        AssertSshKeys(manager, firstFingerprint);
        AssertCertificates(manager);
        AssertPasswords(manager);
        AssertSecondFactors(manager);
        AssertKeys(manager);
        AssertRoles(manager);
        AssertTokens(manager);
        AssertSame(Names(AuditAction.RotationPolicyCreated), manager.Rotation.ListPolicies().Select(policy => policy.Name));
        SharedStore.AssertValid(manager);
    }

    private static long Uses(AuditEntry entry) =>
        entry.Action is AuditAction.PermissionChecked or AuditAction.ApiKeyValidated && entry.Metadata.TryGetValue("count", out string? count) ? long.Parse(count, CultureInfo.InvariantCulture) : 1;

    private void AssertSecrets(EnterpriseSecurityManager manager)
    {
        string[] removed = [.. Names(AuditAction.SecretDeleted)], destroyed = [.. Names(AuditAction.SecretDestroyed)];
        AssertSame(removed, manager.Secrets.List(new SecretFilter { Deleted = true }).Select(secret => secret.Name));
        IReadOnlyList<SecretInfo> active = manager.Secrets.List();
        AssertSame(Names(AuditAction.SecretEncrypted).Except(removed).Except(destroyed).Append(Shared), active.Select(secret => secret.Name));
        Dictionary<string, List<string[]>> updates = Lines(AuditAction.SecretRotated).GroupBy(words => words[0]).ToDictionary(same => same.Key, same => same.ToList());
        foreach (SecretInfo secret in active)
        {
            List<string[]> own = updates.GetValueOrDefault(secret.Name, []);
            AssertSame(Enumerable.Range(2, own.Count), own.Select(words => Number(words[1])));
            Assert.Equal(own.Count + 1, secret.Version);
            foreach (string[] words in own)
            {
                using SecretValue value = manager.Secrets.Unprotect(SecretReference.ByName(secret.Name), Number(words[1]));
                Assert.Equal(words[2], value.RevealText());
            }

            if (own.Count == 0) Assert.Equal(secret.Name == Shared ? "first" : secret.Name, SharedStore.Reveal(manager, secret.Name));
        }
    }

    private void AssertSshKeys(EnterpriseSecurityManager manager, string firstFingerprint)
    {
        AssertSame(Names(AuditAction.SshKeyGenerated).Append(Shared), manager.SshKeys.List().Select(key => key.Name));
        Assert.All(manager.SshKeys.List(), key => Assert.True(manager.SshKeys.Validate(key.Name).IsValid, key.Name));
        // Each rotation took the place of the one before: a chain from the first key to the present one.
        Dictionary<string, string> next = Lines(AuditAction.SshKeyRotated).ToDictionary(words => words[1], words => words[2]);
        string at = firstFingerprint;
        while (next.Remove(at, out string? successor)) at = successor;
        Assert.Empty(next);
        Assert.Equal(manager.SshKeys.Get(Shared).Fingerprint, at);
    }

    private void AssertCertificates(EnterpriseSecurityManager manager)
    {
        AssertSame(Pairs(AuditAction.CertificateIssued), manager.Certificates.ListIssued(Shared).Select(one => $"{one.Name.Replace(".example.com", "", StringComparison.Ordinal)} {one.SerialNumber}"));
        IReadOnlyList<IssuedCertificate> own = manager.Certificates.List();
        AssertSame(Pairs(AuditAction.CertificateGenerated).Concat(Pairs(AuditAction.CertificateIssued)), own.Where(one => one.Name != Shared).Select(one => $"{one.Name} {one.SerialNumber}"));
        AssertSame(Names(AuditAction.CertificateRevoked), own.Where(one => one.RevokedAt is not null).Select(one => one.Name));
        Assert.All(own.Where(one => one.Name != Shared), one => Assert.True(File.Exists(one.CertificatePath) && File.Exists(one.PrivateKeyPath), one.Name));
    }

    private void AssertPasswords(EnterpriseSecurityManager manager)
    {
        foreach (IGrouping<string, string[]> user in Lines(AuditAction.PasswordHistoryAdded).GroupBy(words => words[0]))
        {
            AssertSame(Enumerable.Range(1, user.Count()), user.Select(words => Number(words[1])));
            Assert.Equal(user.Count(), manager.Passwords.GetHistory(user.Key).Version);
        }
    }

    private void AssertSecondFactors(EnterpriseSecurityManager manager)
    {
        IReadOnlyList<OtpEnrollment> users = manager.TwoFactor.List();
        AssertSame(Names(AuditAction.TotpSecretGenerated).Except(Names(AuditAction.TotpEnrollmentRemoved)), users.Select(user => user.UserId));
        HashSet<string> given = [.. Names(AuditAction.BackupCodesGenerated)], used = [.. Names(AuditAction.BackupCodeVerified)];
        Assert.All(users, user => Assert.Equal((given.Contains(user.UserId) ? 2 : 0) - (used.Contains(user.UserId) ? 1 : 0), user.RemainingBackupCodes));
    }

    private void AssertKeys(EnterpriseSecurityManager manager)
    {
        IReadOnlyList<ApiKeyInfo> keys = manager.ApiKeys.List();
        AssertSame(Names(AuditAction.ApiKeyGenerated), keys.Where(key => key.Name != Shared).Select(key => key.Id));
        AssertSame(Names(AuditAction.ApiKeyRevoked), keys.Where(key => key.State == ApiKeyState.Revoked).Select(key => key.Id));
        AssertSame(Names(AuditAction.ApiKeyUpdated), keys.Where(key => key.Scopes.Contains("write:x")).Select(key => key.Id));
        IReadOnlyList<ManagedKeyInfo> managed = manager.ManagedKeys.List();
        AssertSame(Names(AuditAction.KeyCreated).Append(Shared), managed.Select(key => key.Name));
        AssertSame(Names(AuditAction.KeyRevoked), managed.Where(key => key.State == ManagedKeyState.Revoked).Select(key => key.Name));
    }

    private void AssertRoles(EnterpriseSecurityManager manager)
    {
        AssertSame(Names(AuditAction.RoleDefined).Append("reader"), manager.AccessControl.ListRoles().Select(role => role.Name));
        AssertSame(Names(AuditAction.RoleAssigned).Except(Names(AuditAction.RoleRevoked)), manager.AccessControl.ListAssignments().Select(grant => grant.UserId));
    }

    private void AssertTokens(EnterpriseSecurityManager manager)
    {
        AssertSame(Names(AuditAction.JwtRevoked), manager.Tokens.ListRevocations().Select(one => one.Id));
        AssertSame(
            Names(AuditAction.JwtSigningKeyCreated).Select(name => $"{name} 1").Append("api 1").Concat(Pairs(AuditAction.JwtSigningKeyRotated)),
            manager.Tokens.ListSigningKeys().Select(key => FormattableString.Invariant($"{key.Name} {key.Version}")));
    }

    private List<string[]> Lines(string action) => _changes.GetValueOrDefault(action, []);

    private IEnumerable<string> Names(string action) => Lines(action).Select(words => words[0]);

    private IEnumerable<string> Pairs(string action) => Lines(action).Select(words => $"{words[0]} {words[1]}");

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    // As lists, so that nothing is there twice.
    private static void AssertSame<T>(IEnumerable<T> expected, IEnumerable<T> found) => Assert.Equal(expected.Order(), found.Order());
}
