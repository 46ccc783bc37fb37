using System.Net;
using System.Text;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Interop.Tests.Reporting;

/// <summary>A store as a company of middle size has it after two years: 2,000 objects of every kind, with a past.</summary>
internal sealed class SampleStore : IDisposable
{
    /// <summary>A secret's value, which must be in no report.</summary>
    public const string Planted = "Planted-V4lue-never-to-be-seen";

    private static readonly string[] Teams = ["billing", "orders", "search", "identity", "data", "platform", "mobile", "support"];
    private static readonly string[] Uses = ["db-password", "smtp-login", "webhook", "payment-gateway", "s3-access", "cache-auth", "ldap-bind", "queue-user"];
    private static readonly string[] People = ["ada.moreau", "b.okafor", "chen.li", "d.fernandez", "e.novak", "f.haddad", "g.larsen", "h.tanaka", "i.kowalski", "j.mbeki", "k.silva", "l.dubois", "m.ivanova", "n.patel", "o.schmidt", "p.rossi"];

    private readonly Random _random = new(20260316);
    private readonly SampleClock _clock = new();
    private readonly string _root = Directory.CreateTempSubdirectory("es-report-").FullName;

    public SampleStore(int objects = 2_000)
    {
        _clock.GoTo(900);
        KeyFile.Create(Path.Combine(_root, "key"));
        using KeyProtector protector = KeyProtector.FromKeyFile(Path.Combine(_root, "key"));
        Manager = EnterpriseSecurityManager.Create(Path.Combine(_root, "store"), protector, _clock);
        AddSecrets(objects * 55 / 100);
        AddSshKeys(objects * 15 / 100);
        AddApiKeys(objects * 22 / 100);
        AddManagedKeys(objects * 4 / 100);
        AddCertificates(Math.Max(6, objects * 2 / 100));
        AddPeople();
        AddSigningKeys();
        AddRotations();
        AddActivity();
        _clock.GoTo(0);
    }

    public EnterpriseSecurityManager Manager { get; }

    public string NewPath(string name) => Path.Combine(_root, name);

    public void Dispose()
    {
        Manager.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private string Name(int i) => $"{Teams[i % Teams.Length]}/{Uses[i / Teams.Length % Uses.Length]}-{i:D4}";

    private void AddSecrets(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _clock.GoTo(_random.Next(1, 700));
            using SecretValue value = SecretValue.FromText(Planted);
            SecretAlgorithm algorithm = (i % 40) switch { 0 => SecretAlgorithm.Fernet, 1 => SecretAlgorithm.ChaCha20Poly1305, 2 when i < 200 => SecretAlgorithm.Rsa2048, _ => SecretAlgorithm.Aes256Gcm };
            DateTimeOffset? end = i % 6 == 0 ? SampleClock.Today + TimeSpan.FromDays(_random.Next(-20, 200)) : null;
            Manager.Secrets.Protect(Name(i), value, new SecretOptions { Algorithm = algorithm, ExpiresAt = end > _clock.GetUtcNow() ? end : null });
        }
    }

    private void AddSshKeys(int count)
    {
        _clock.GoTo(420);
        int i = 0;
        foreach (SshKeyInfo _ in Manager.SshKeys.CreateMany([.. Enumerable.Range(0, count).Select(n => $"{Teams[n % Teams.Length]}-deploy-{n:D3}")])) _clock.GoTo(420 - i++);
        for (int n = 0; n < 6; n++) Manager.SshKeys.Create($"legacy-rsa-{n}", new SshKeyOptions { KeyType = SshKeyType.Rsa2048 });
    }

    private void AddApiKeys(int count)
    {
        List<NewApiKey> made = [];
        for (int i = 0; i < count; i++)
        {
            _clock.GoTo(_random.Next(1, 400));
            string[] scopes = (i % 60) switch { 0 => ["*"], 1 => ["orders:*"], _ => [$"{Teams[i % Teams.Length]}:read", $"{Teams[i % Teams.Length]}:write"] };
            made.Add(Manager.ApiKeys.Create(new ApiKeyOptions { Name = $"{Teams[i % Teams.Length]}-ci-{i:D3}", UserId = People[i % People.Length], Scopes = scopes, ExpiresIn = i % 5 == 0 ? null : TimeSpan.FromDays(430 + (i % 90)), RateLimit = null }));
        }

        var uses = made.Select((key, i) => (Key: key, Number: i, DaysAgo: i % 9 == 0 ? 120 + (i % 60) : i % 28)).Where(one => one.Number % 7 != 3);
        foreach (var day in uses.GroupBy(one => one.DaysAgo).OrderByDescending(group => group.Key))
        {
            _clock.GoTo(day.Key);
            foreach (var use in day.Where(one => one.Key.CreatedAt < _clock.GetUtcNow())) Manager.ApiKeys.Validate(Encoding.UTF8.GetBytes(use.Key.RevealKey()));
            // Uses are counted now and then; here, on their day.
            Manager.ApiKeys.Get(made[0].Id);
        }

        foreach (NewApiKey key in made.Take(12)) Manager.ApiKeys.Revoke(key.Id, "rotated");
    }

    private void AddManagedKeys(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _clock.GoTo(_random.Next(5, 500));
            Manager.ManagedKeys.Create($"{Teams[i % Teams.Length]}-signing-{i:D2}", i % 3 == 0 ? ManagedKeyType.Hmac : ManagedKeyType.Ed25519, new ManagedKeyOptions { ExpiresIn = TimeSpan.FromDays(510 + i) });
        }
    }

    private void AddCertificates(int count)
    {
        _clock.GoTo(300);
        Manager.Certificates.CreateAuthority(new CertificateAuthorityOptions { Subject = CertificateSubject.Parse("CN=Internal Root CA"), ExpiresIn = TimeSpan.FromDays(3650) }, "root");
        for (int i = 0; i < count; i++)
        {
            _clock.GoTo(300 - i);
            Manager.Certificates.CreateSelfSigned(new CertificateOptions
            {
                Subject = CertificateSubject.Parse($"CN={Teams[i % Teams.Length]}{i}.corp.example"),
                KeyType = i % 8 == 0 ? CertificateKeyType.Rsa2048 : CertificateKeyType.EcdsaP256,
                ExpiresIn = TimeSpan.FromDays(310 + (i * 4)),
            });
        }
    }

    private void AddPeople()
    {
        _clock.GoTo(350);
        Manager.AccessControl.DefineRole(new RoleDefinition { Name = "reader", Permissions = ["docs:read", "metrics:read"] });
        Manager.AccessControl.DefineRole(new RoleDefinition { Name = "operator", Permissions = ["hosts:*", "secrets:read"], InheritsFrom = ["reader"] });
        Manager.AccessControl.DefineRole(new RoleDefinition { Name = "auditor", Permissions = ["audit:read"], Deny = ["secrets:*"], InheritsFrom = ["reader"] });
        Manager.AccessControl.DefineRole(new RoleDefinition { Name = "administrator", Permissions = ["*"] });
        Manager.AccessControl.DefineRole(new RoleDefinition { Name = "contractor-2024", Permissions = ["docs:read"] });
        OneTimePasswords codes = new(_clock);
        for (int i = 0; i < People.Length; i++)
        {
            _clock.GoTo(300 - i);
            Manager.AccessControl.Grant(new RoleGrant { UserId = People[i], Role = i % 5 == 0 ? "administrator" : i % 2 == 0 ? "operator" : "reader", ExpiresAt = i % 4 == 1 ? SampleClock.Today.AddDays(i * 4) : null });
            if (i % 6 == 2) Manager.AccessControl.Grant(new RoleGrant { UserId = People[i], Role = "auditor" });
            if (i % 4 == 3) continue;
            using OtpKey key = Manager.TwoFactor.Enroll(People[i]);
            if (i % 7 == 6) continue;
            Manager.TwoFactor.Verify(People[i], codes.GetCode(key));
            Manager.TwoFactor.CreateBackupCodes(People[i], i % 3 == 0 ? 2 : 10);
        }
    }

    private void AddSigningKeys()
    {
        _clock.GoTo(200);
        Manager.Tokens.CreateSigningKey("session", JwtAlgorithm.ES256);
        Manager.Tokens.CreateSigningKey("partner", JwtAlgorithm.HS256);
    }

    private void AddRotations()
    {
        _clock.GoTo(60);
        Manager.Rotation.CreatePolicy(new RotationPolicy { Name = "quarterly", Kind = RotationKind.ApiKey, Target = "billing-*", Interval = TimeSpan.FromDays(90), MaximumAge = TimeSpan.FromDays(365) });
        Manager.Rotation.CreatePolicy(new RotationPolicy { Name = "signing", Kind = RotationKind.ManagedKey, Target = "*-signing-*", MaximumAge = TimeSpan.FromDays(400), Strategy = RotationStrategy.Immediate });
        Manager.Rotation.CreatePolicy(new RotationPolicy { Name = "deploy keys", Kind = RotationKind.SshKey, Target = "*-deploy-*", Interval = TimeSpan.FromDays(730), Enabled = false });
        string[] signing = [.. Manager.ManagedKeys.List().Take(4).Select(key => key.Id)];
        Manager.Rotation.Start(RotationKind.ManagedKey, signing[0], new RotationOptions { Strategy = RotationStrategy.Immediate });
        _clock.GoTo(12);
        Manager.Rotation.Start(RotationKind.ManagedKey, signing[1], new RotationOptions { Strategy = RotationStrategy.BlueGreen });
        RotationOptions failing = new() { Strategy = RotationStrategy.BlueGreen, Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Verify] = "verify" } };
        Manager.Rotation.Start(RotationKind.ManagedKey, signing[2], failing, runner: RefuseVerification);
    }

    private static bool RefuseVerification(RotationHookContext context)
    {
        context.Value.Dispose();
        return false;
    }

    private void AddActivity()
    {
        string[] actions = [AuditAction.SecretDecrypted, AuditAction.SecretDecrypted, AuditAction.ApiKeyValidated, AuditAction.JwtIssued, AuditAction.SecretRotated, "deployment_started"];
        for (int day = 29; day >= 0; day--)
        {
            bool isWeekend = SampleClock.Today.AddDays(-day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            for (int i = 0; i < (isWeekend ? 8 : 40) + _random.Next(20); i++)
            {
                _clock.GoTo(day + (_random.NextDouble() * 0.3));
                string result = _random.Next(30) switch { 0 => AuditResult.Failure, 1 => AuditResult.Denied, _ => AuditResult.Success };
                Manager.Audit.Write(actions[_random.Next(actions.Length)], Name(_random.Next(200)), result, People[_random.Next(9)], $"10.20.{_random.Next(3)}.{_random.Next(2, 60)}");
            }

            if (day is not (4 or 5)) continue;
            for (int i = 0; i < 45; i++) Manager.Audit.Write(AuditAction.TotpVerified, "ada.moreau", AuditResult.Denied, "unknown", IPAddress.Parse("203.0.113.77").ToString());
        }
    }
}
