// The main job of the product through its library, on a store in a temporary folder: make, keep, use, rotate and
// prove credentials. samples/complete-workflow.ps1 tells the same story in cmdlets.
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

string root = Directory.CreateTempSubdirectory("enterprise-security-").FullName;
try
{
    Heading("1. A store, unlocked by a passphrase or by 2 of 3 recovery shares");
    using KeyProtector passphrase = KeyProtector.FromPassphrase("correct horse battery staple"u8);
    using EnterpriseSecurityManager security = EnterpriseSecurityManager.Create(Path.Combine(root, "store"), passphrase);
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

    Heading("7. An authority, and a certificate that it signs for a server");
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

    Heading("8. A token, checked, and revoked");
    security.Tokens.CreateSigningKey("service");
    IssuedJwt token = security.Tokens.Issue("service", new JwtRequest { Subject = "user123", Claims = new JsonObject { ["role"] = "admin" } });
    JwtVerification checkedToken = security.Tokens.Verify(token.RevealToken());
    Line("valid token for", $"{checkedToken.Subject}, role {checkedToken.Claims?.GetProperty("role")}");
    security.Tokens.Revoke(token.RevealToken());
    Line("after its revocation", security.Tokens.Verify(token.RevealToken()).Reason.ToString());

    Heading("9. A second factor: enrolled, shown as a QR code, confirmed, with backup codes");
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

    Heading("10. Roles, and who may do what");
    security.AccessControl.DefineRole(new RoleDefinition { Name = "editor", Permissions = ["read", "write"] });
    security.AccessControl.DefineRole(new RoleDefinition { Name = "admin", Permissions = ["*"] });
    security.AccessControl.Grant(new RoleGrant { UserId = "user123", Role = "editor" });
    Line("user123 may delete", security.AccessControl.TestPermission("user123", "delete").ToString());
    security.AccessControl.Grant(new RoleGrant { UserId = "user123", Role = "admin" });
    PermissionDecision decision = security.AccessControl.ExplainPermission("user123", "delete");
    Line("as an admin too", $"{decision.IsAllowed}, by {decision.Rule} of {decision.Role}");

    Heading("11. The store's own key rotated, every record written anew");
    StoreKeyRotation rotation = security.Store.RotateKey(reencryptAll: true);
    Line("data key", $"version {rotation.Version}, {rotation.Reencrypted} records");

    Heading("12. A backup, restored elsewhere and opened with two recovery shares");
    string backup = Path.Combine(root, "store.backup");
    security.Store.BackUp(backup);
    using (KeyProtector recovery = KeyProtector.FromRecoveryShares([shares[0], shares[2]]))
    {
        StoreVerification restored = SecurityStore.Restore(backup, Path.Combine(root, "restored"), recovery);
        Line("restored", restored.IsValid ? $"{restored.Records} records, all authentic" : "damaged");
    }

    Heading("13. Where the store stands, and what ends soon");
    SecurityStatus status = security.GetStatus();
    Line("SSH keys, secrets, API keys", $"{status.SshKeys}, {status.Secrets}, {status.ApiKeys}");
    Line("certificates, authorities", $"{status.Certificates}, {status.CertificateAuthorities}");
    Line("roles, users with roles", $"{status.RolesDefined}, {status.UsersWithRoles}");
    foreach (ExpiringCredential ending in security.FindExpiring(TimeSpan.FromDays(100))) Line(ending.Kind, $"{ending.Name}, {ending.ExpiresAt:yyyy-MM-dd}");

    Heading("14. What was done, taken along, and the proof that the record of it is whole");
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

static void Heading(string text) => Console.WriteLine($"\n{text}");

static void Line(string name, string value) => Console.WriteLine($"   {name,-32} {value}");
