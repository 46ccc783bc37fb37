// The main job of the product through its library, on a store in a temporary folder: make, keep, use, rotate and
// prove credentials. With --postgres "Host=…;Database=…;Username=…;Password=…;Schema=…" the records are on that server.
// samples/complete-workflow.ps1 tells the same story in cmdlets.
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

if (args is not ([] or ["--postgres", _]))
{
    Console.Error.WriteLine("Usage: CompleteWorkflow [--postgres CONNECTIONSTRING]");
    return 2;
}

using StoreServer? server = args is [_, var connection] ? StoreServer.Parse(connection) : null;
string root = Directory.CreateTempSubdirectory("enterprise-security-").FullName;
try
{
    Heading("1. A store, unlocked by a passphrase or by 2 of 3 recovery shares");
    using KeyProtector passphrase = KeyProtector.FromPassphrase("correct horse battery staple"u8);
    using EnterpriseSecurityManager security = server is null
        ? EnterpriseSecurityManager.Create(Path.Combine(root, "store"), passphrase)
        : EnterpriseSecurityManager.Create(Path.Combine(root, "store"), passphrase, server);
    (_, IReadOnlyList<string> shares) = security.Store.AddRecoveryShares(threshold: 2, shares: 3);
    foreach (ProtectorInfo protector in security.Store.GetProtectors()) Line(protector.Kind.ToString(), protector.Description);
    Line("shares to hand out", shares.Count.ToString());

    Heading("2. SSH keys: made, checked, rotated, and one that signs a certificate");
    using (SecretBuffer words = SecretBuffer.FromUtf8("a passphrase of its own"))
    {
        SshKeyInfo key = security.SshKeys.Create("github_deploy_key", new SshKeyOptions { Comment = "deploy@example", Passphrase = words });
        Line(key.Name, $"{key.KeyType}, {key.Fingerprint}");
        Line("the key is whole", security.SshKeys.Validate(key.Name, words).IsValid.ToString());
        SshKeyRotation rotated = security.SshKeys.Rotate(key.Name, new SshKeyRotationOptions { Passphrase = words });
        Line("rotated, the old one kept as", Path.GetFileName(rotated.BackupPath!));
    }

    foreach (SshKeyInfo node in security.SshKeys.CreateMany(["node_1", "node_2", "node_3"])) Line(node.Name, node.Fingerprint!);
    security.SshKeys.Create("ca");
    using (SshPrivateKey authority = security.SshKeys.Open("ca"))
    {
        SshCertificate certificate = security.SshKeys.Files.SignCertificate(
            new SshCertificateRequest
            {
                PublicKey = security.SshKeys.GetPublicKey("node_1"),
                Type = SshCertificateType.User,
                KeyId = "node_1",
                Principals = ["deploy"],
                ValidBefore = DateTimeOffset.UtcNow.AddHours(8),
            },
            authority);
        Line($"certificate {certificate.KeyId}", $"for {certificate.Principals[0]}, until {certificate.ValidBefore:u}");
    }

    Heading("3. A database password, for 90 days");
    using (SecretValue password = SecretValue.FromText("my-db-password-123"))
    {
        SecretInfo secret = security.Secrets.Protect("production_db", password, new SecretOptions
        {
            ExpiresIn = TimeSpan.FromDays(90),
            Tags = new Dictionary<string, string> { ["env"] = "production", ["service"] = "postgres" },
        });
        Line(secret.Name, $"{secret.Algorithm}, version {secret.Version}, until {secret.ExpiresAt:yyyy-MM-dd}");
    }

    Heading("4. Rotated, and the old value still there by number");
    using (SecretValue next = SecretValue.FromText("my-db-password-124"))
    {
        SecretInfo rotated = security.Secrets.Update(SecretReference.ByName("production_db"), next);
        Line(rotated.Name, $"version {rotated.Version}, rotated {rotated.RotationCount} time");
    }

    using (SecretValue old = security.Secrets.Unprotect(SecretReference.ByName("production_db"), version: 1))
    {
        Line("version 1", $"{old.Content.Length} bytes of {old.Kind}, not shown");
    }

    Heading("5. A password for a new account: generated, measured, hashed, remembered");
    using (SecretBuffer password = security.PasswordGenerator.Generate(new PasswordGeneratorOptions { Length = 20 }))
    {
        PasswordStrength strength = security.PasswordStrengthMeter.Measure(password.Span);
        Line("strength", $"{strength.Strength}, score {strength.Score} of 8, {strength.Entropy:F0} bits");
        string hash = security.PasswordHasher.Hash(password.Span);
        Line("hash", $"{hash.Split('$')[1]}, verified {security.PasswordHasher.Verify(password.Span, hash).IsValid}");
        Line("keeps the policy", security.Passwords.Validate(password.Span, "user123").IsValid.ToString());
        security.Passwords.Add("user123", password.Span);
        Line("may be used again", security.Passwords.IsNew("user123", password.Span).ToString());
    }

    Heading("6. An API key for a service, shown this once");
    NewApiKey apiKey = security.ApiKeys.Create(new ApiKeyOptions { Name = "backend_service", Scopes = ["read", "write"], ExpiresIn = TimeSpan.FromDays(365) });
    byte[] keyText = Encoding.ASCII.GetBytes(apiKey.RevealKey());
    ApiKeyValidation allowed = security.ApiKeys.Validate(keyText, new ApiKeyCheck { RequiredScopes = ["write"] });
    Line(apiKey.Name, $"may write: {allowed.IsValid}, {allowed.Remaining} requests left");
    Line("may delete", security.ApiKeys.Validate(keyText, new ApiKeyCheck { RequiredScopes = ["delete"] }).Reason!);
    ApiKeyUsage usage = security.ApiKeys.GetUsage(apiKey.Id);
    Line("used", $"{usage.Accepted} accepted, {usage.Refused} refused");

    Heading("7. API keys over their life: scopes, limits, usage, rotation, and the end of them");
    NewApiKey userKey = security.ApiKeys.Create(new ApiKeyOptions { Name = "user123-key", UserId = "user123", Scopes = ["read:users", "write:posts"], ExpiresIn = TimeSpan.FromDays(30) });
    ApiKeyValidation user = CheckKey(security, userKey.RevealKey(), "read:users");
    Line("valid key for user", $"{user.UserId}, scopes {string.Join(", ", user.Scopes)}");
    security.ApiKeys.AddScopes(userKey.Id, "read:metrics");
    Line("may read metrics", $"{CheckKey(security, userKey.RevealKey(), "read:metrics").IsValid}; an unknown key: {CheckKey(security, "esk_nothing").IsValid}");
    security.ApiKeys.Set(userKey.Id, new ApiKeyChanges { RateLimit = 100, RatePeriod = TimeSpan.FromMinutes(1) });
    Line("within 100 a minute", security.ApiKeys.GetLimits(userKey.Id).IsValid.ToString());
    Line("used", $"{security.ApiKeys.GetUsage(userKey.Id).Total} times");
    foreach (ApiKeyInfo owned in security.ApiKeys.List(new ApiKeyFilter { UserId = "user123" })) Line(owned.Name, $"{owned.State}, until {owned.ExpiresAt:yyyy-MM-dd}");
    RotationResult newKey = security.Rotation.Start(RotationKind.ApiKey, userKey.Id, new RotationOptions { Strategy = RotationStrategy.Immediate });
    Line("rotated, scopes kept", $"{CheckKey(security, newKey.RevealKey()!, "read:users", "read:metrics").IsValid}; the old one: {CheckKey(security, userKey.RevealKey()).IsValid}");
    security.ApiKeys.Revoke(newKey.NewId, "user left");
    Line("revoked", CheckKey(security, newKey.RevealKey()!).Reason!);
    security.ApiKeys.Create(new ApiKeyOptions { Name = "short-lived", ExpiresIn = TimeSpan.FromSeconds(1) });
    Thread.Sleep(1100);
    ApiKeyInfo[] expired = [.. security.ApiKeys.List().Where(one => one.ExpiresAt < DateTimeOffset.UtcNow)];
    foreach (ApiKeyInfo one in expired) security.ApiKeys.Remove(one.Id);
    Line("expired keys cleaned up", expired.Length.ToString());

    Heading("8. Managed keys of every type, with a scope, an end and a trail");
    security.ManagedKeys.Create("api-token", ManagedKeyType.ApiToken, new ManagedKeyOptions { Scope = ManagedKeyScope.ReadWrite, ExpiresIn = TimeSpan.FromDays(30) });
    ManagedKeyReference apiToken = ManagedKeyReference.ByName("api-token");
    ManagedKeyVerification verified = security.ManagedKeys.Verify(apiToken, ManagedKeyScope.Write);
    Line("key valid", $"{verified.IsValid} ({verified.Reason})");
    foreach (ManagedKeyType type in Enum.GetValues<ManagedKeyType>().Except([ManagedKeyType.ApiToken])) security.ManagedKeys.Create($"my-{type}", type, new ManagedKeyOptions { Scope = ManagedKeyScope.Admin });
    for (int i = 1; i <= 10; i++) security.ManagedKeys.Create($"batch-{i}", ManagedKeyType.Hmac);
    security.ManagedKeys.Revoke(ManagedKeyReference.ByName("batch-10"), "lost");
    ManagedKeyInfo pending = security.ManagedKeys.Create("next-year", ManagedKeyType.Hmac, new ManagedKeyOptions { Pending = true });
    IReadOnlyList<ManagedKeyInfo> keys = security.ManagedKeys.List();
    Line("keys, active", $"{keys.Count}, {keys.Count(key => key.State == ManagedKeyState.Active)}");
    Line("a revoked key, a pending one", $"{security.ManagedKeys.Verify(ManagedKeyReference.ByName("batch-10")).Reason}, {security.ManagedKeys.Verify(ManagedKeyReference.ById(pending.Id)).Reason}");
    security.ManagedKeys.Activate(ManagedKeyReference.ById(pending.Id));
    Line("brought into use", security.ManagedKeys.Verify(ManagedKeyReference.ById(pending.Id)).IsValid.ToString());
    Line("given out", $"{security.ManagedKeys.ExportPlainText(apiToken).Length} characters");
    foreach (AuditEntry entry in security.Audit.Read(new AuditFilter { Resource = "api-token" })) Line(entry.Action, entry.Result.ToString());

    Heading("9. Key rotation: policies, the four strategies, hooks, and how it went");
    RotationPolicy policy = security.Rotation.CreatePolicy(new RotationPolicy
    {
        Name = "tokens",
        Kind = RotationKind.ManagedKey,
        Target = "*-token",
        Interval = TimeSpan.FromDays(30),
        NotifyBefore = TimeSpan.FromDays(7),
        Strategy = RotationStrategy.Overlapping,
        Overlap = TimeSpan.FromDays(1),
    });
    Line(policy.Name, $"{policy.Target} each {policy.Interval!.Value.Days} days");
    Line("due in a month", security.Rotation.FindDue(TimeSpan.FromDays(31))[0].Name);
    Line("Immediate", security.Rotation.Start(RotationKind.ManagedKey, "my-Hmac", new RotationOptions { Strategy = RotationStrategy.Immediate }).State.ToString());
    RotationResult overlapping = security.Rotation.StartByPolicy("tokens", "api-token");
    Line("Overlapping", $"{overlapping.State}, the old one accepted until {overlapping.Rotation.RetiresAt:u}");
    RotationResult gradual = security.Rotation.Start(RotationKind.ManagedKey, "my-Ecdsa", new RotationOptions { Strategy = RotationStrategy.Gradual });
    security.Rotation.Advance(gradual.Id);
    int share = Enumerable.Range(1, 100).Count(client => security.Rotation.Choose(RotationKind.ManagedKey, "my-Ecdsa", $"client-{client}").IsSuccessor);
    Line("Gradual", $"{share} of 100 clients have the new key in phase 2");
    security.Rotation.Complete(gradual.Id, atOnce: true);
    NewApiKey blue = security.ApiKeys.Create(new ApiKeyOptions { Name = "payments", Scopes = ["pay:write"] });
    RotationHookRunner accepts = hook => security.ApiKeys.Validate(hook.Value.Span, new ApiKeyCheck { RequiredScopes = ["pay:write"] }).IsValid;
    RotationResult green = security.Rotation.Start(RotationKind.ApiKey, blue.Id, WithTest(RotationStrategy.BlueGreen), accepts);
    Line("BlueGreen", $"{green.State}; both accepted: {CheckKey(security, blue.RevealKey()).IsValid}, {CheckKey(security, green.RevealKey()!).IsValid}");
    security.Rotation.Complete(green.Id, accepts);
    Line("switched, and back", security.Rotation.Undo(green.Id, accepts, "a client was forgotten").State.ToString());
    RotationResult failed = security.Rotation.Start(RotationKind.ManagedKey, "my-Rsa", WithTest(RotationStrategy.Overlapping), _ => throw new TimeoutException());
    Line("a test that fails", $"{failed.State}, {failed.Rotation.Reason}");
    Line("all that is due", security.Rotation.InvokeDue(accepts).Count().ToString());
    foreach (RotationInfo rotated in security.Rotation.GetHistory()) Line(rotated.Name, $"{rotated.Strategy}, {rotated.State}");
    RotationStatistics statistics = security.Rotation.GetStatistics();
    Line("total rotations", $"{statistics.TotalRotations}, success rate {statistics.SuccessRate:F1} %");
    foreach (RotationInfo error in security.Rotation.GetHistory(new RotationFilter { State = RotationState.Failed })) Line("failed", error.Reason!);

    Heading("10. An authority, and a certificate that it signs for a server");
    security.Certificates.CreateAuthority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = "Example Root" } }, "root-ca");
    CertificateRequestInfo asked = security.Certificates.CreateRequest(new CertificateOptions
    {
        Subject = new CertificateSubject { CommonName = "api.example.com" },
        AlternativeNames = SubjectAlternativeNames.Create(["api.example.com", "*.api.example.com"]),
    });
    IssuedCertificate issued = security.Certificates.Approve(
        "root-ca",
        CertificateSigningRequest.Read(asked.RequestPath),
        new CertificateRequestPolicy { AllowedDns = ["example.com"], AllowWildcards = true },
        TimeSpan.FromDays(90));
    Line(issued.Subject, $"by {issued.Issuer}, until {issued.NotAfter:yyyy-MM-dd}");

    Heading("11. A token, checked, and revoked");
    security.Tokens.CreateSigningKey("service");
    IssuedJwt token = security.Tokens.Issue("service", new JwtRequest { Subject = "user123", Claims = new JsonObject { ["role"] = "admin" } });
    JwtVerification checkedToken = security.Tokens.Verify(token.RevealToken());
    Line("valid token for", $"{checkedToken.Subject}, role {checkedToken.Claims?.GetProperty("role")}");
    security.Tokens.Revoke(token.RevealToken());
    Line("after its revocation", security.Tokens.Verify(token.RevealToken()).Reason.ToString());

    Heading("12. A second factor: enrolled, shown as a QR code, confirmed, with backup codes");
    using (OtpKey factor = security.TwoFactor.Enroll("user123", new OtpEnrollmentOptions { Issuer = "Example" }))
    {
        FileInfo picture = security.TwoFactor.OneTimePasswords.WriteQrCode(Encoding.ASCII.GetBytes(factor.RevealUri()), Path.Combine(root, "user123.png"));
        Line("QR code", $"{picture.Name}, {picture.Length} bytes");
        string code = security.TwoFactor.OneTimePasswords.GetCode(factor);
        Line("the first code", security.TwoFactor.Verify("user123", code).Reason.ToString());
        Line("the same once more", security.TwoFactor.Verify("user123", code).Reason.ToString());
        IReadOnlyList<string> codes = security.TwoFactor.CreateBackupCodes("user123");
        Line("a backup code", $"{security.TwoFactor.VerifyBackupCode("user123", codes[0]).Reason}, then {security.TwoFactor.VerifyBackupCode("user123", codes[0]).Reason}");
    }

    Heading("13. Roles, and who may do what");
    security.AccessControl.DefineRole(new RoleDefinition { Name = "editor", Permissions = ["read", "write"] });
    security.AccessControl.DefineRole(new RoleDefinition { Name = "admin", Permissions = ["*"] });
    security.AccessControl.Grant(new RoleGrant { UserId = "user123", Role = "editor" });
    Line("user123 may delete", security.AccessControl.TestPermission("user123", "delete").ToString());
    security.AccessControl.Grant(new RoleGrant { UserId = "user123", Role = "admin" });
    PermissionDecision decision = security.AccessControl.ExplainPermission("user123", "delete");
    Line("as an admin too", $"{decision.IsAllowed}, by {decision.Rule} of {decision.Role}");

    Heading("14. The store's own key rotated, every record written anew");
    StoreKeyRotation rotation = security.Store.RotateKey(reencryptAll: true);
    Line("data key", $"version {rotation.Version}, {rotation.Reencrypted} records");

    Heading("15. A backup, restored elsewhere and opened with two recovery shares");
    string backup = Path.Combine(root, "store.backup");
    security.Store.BackUp(backup);
    using (KeyProtector recovery = KeyProtector.FromRecoveryShares([shares[0], shares[2]]))
    {
        StoreVerification restored = SecurityStore.Restore(backup, Path.Combine(root, "restored"), recovery);
        Line("restored", restored.IsValid ? $"{restored.Records} records, all authentic" : "damaged");
    }

    Heading("16. Where the store stands, and what ends soon");
    SecurityStatus status = security.GetStatus();
    Line("SSH keys, secrets, API keys", $"{status.SshKeys}, {status.Secrets}, {status.ApiKeys}");
    Line("certificates, authorities", $"{status.Certificates}, {status.CertificateAuthorities}");
    Line("roles, users with roles", $"{status.RolesDefined}, {status.UsersWithRoles}");
    foreach (ExpiringCredential ending in security.FindExpiring(TimeSpan.FromDays(100))) Line(ending.Kind, $"{ending.Name}, {ending.ExpiresAt:yyyy-MM-dd}");

    Heading("17. What was done, taken along, and the proof that the record of it is whole");
    foreach (IGrouping<string, AuditEntry> action in security.Audit.Read(new AuditFilter()).GroupBy(entry => entry.Action).OrderByDescending(group => group.Count()).Take(8)) Line(action.Key, action.Count().ToString());
    Line("exported", $"{security.Audit.Export(Path.Combine(root, "audit.json"), AuditExportFormat.Json)} entries");
    AuditVerification verdict = security.Audit.Verify();
    Line("audit trail", verdict.Reason);
    return verdict.IsValid ? 0 : 1;
}
finally
{
    Directory.Delete(root, recursive: true);
}

static ApiKeyValidation CheckKey(EnterpriseSecurityManager security, string key, params string[] scopes) =>
    security.ApiKeys.Validate(Encoding.ASCII.GetBytes(key), new ApiKeyCheck { RequiredScopes = scopes });

// What the text of a hook means is up to the runner; PowerShell's cmdlets run it as a script.
static RotationOptions WithTest(RotationStrategy strategy) =>
    new() { Strategy = strategy, Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Verify] = "accepts" } };

static void Heading(string text) => Console.WriteLine($"\n{text}");

static void Line(string name, string value) => Console.WriteLine($"   {name,-32} {value}");
