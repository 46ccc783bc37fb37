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

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>Makes a store with something of every domain in it, over a hundred days, and notes what it was given.</summary>
internal sealed class FrozenStoreWriter(EnterpriseSecurityManager manager, FrozenClock clock, FrozenManifest manifest)
{
    public void Write()
    {
        GoTo(100);
        using (KeyProtector passphrase = KeyProtector.FromPassphrase(FrozenValues.Utf8(FrozenValues.Passphrase))) manager.Store.AddProtector(passphrase);
        IReadOnlyList<string> shares = manager.Store.AddRecoveryShares(2, 3).Shares;
        manifest["shares"] = string.Join('\n', shares);
        AddSecrets();
        GoTo(90);
        AddSshKeys();
        GoTo(80);
        AddCertificates();
        GoTo(70);
        AddPeople();
        GoTo(60);
        manager.Store.RotateKey(reencryptAll: false);
        AddKeys();
        GoTo(40);
        Rotate();
        GoTo(5);
        manager.Audit.Write("deployment_started", "web é \"1\"", AuditResult.Denied, "ben", "10.0.0.1", new Dictionary<string, string> { ["a"] = "b" });
        GoTo(0);
        AddSessions();
        manager.Audit.Flush();
        // Without its first days, as after a retention.
        manager.Audit.Trim(FrozenClock.Now.AddDays(-85));
    }

    private void GoTo(int daysAgo)
    {
        // A file of the trail for each of these days.
        manager.Audit.Flush();
        clock.GoTo(daysAgo);
    }

    private void AddSecrets()
    {
        foreach ((SecretAlgorithm algorithm, string name, string first, string second) in FrozenValues.Secrets)
        {
            using SecretValue one = SecretValue.FromText(first);
            using SecretValue two = SecretValue.FromText(second);
            manager.Secrets.Protect(name, one, new SecretOptions { Algorithm = algorithm, ExpiresIn = TimeSpan.FromDays(400), Tags = new Dictionary<string, string> { ["team"] = "billing" } });
            manager.Secrets.Update(SecretReference.ByName(name), two);
        }

        foreach ((string name, SecretValue value) in FrozenValues.Kinds)
        {
            using (value) manager.Secrets.Protect(name, value);
        }

        using SecretValue ended = SecretValue.FromText("ended");
        manager.Secrets.Protect("rotated", ended);
        using SecretValue gone = SecretValue.FromText("gone");
        manager.Secrets.Protect("deleted", gone);
        manager.Secrets.Remove(SecretReference.ByName("deleted"), TimeSpan.FromDays(3650));
    }

    private void AddSshKeys()
    {
        using SecretBuffer passphrase = SecretBuffer.FromUtf8(FrozenValues.KeyPassphrase);
        foreach (SshKeyType type in new[] { SshKeyType.Ed25519, SshKeyType.Ecdsa256, SshKeyType.Rsa2048 })
        {
            manager.SshKeys.Create($"plain-{type}", new SshKeyOptions { KeyType = type, Comment = "ann@example.com" });
        }

        manager.SshKeys.Create("encrypted", new SshKeyOptions { Passphrase = passphrase, Comment = "ann@example.com" });
        manager.SshKeys.Rotate("plain-Ed25519");
    }

    private void AddCertificates()
    {
        manager.Certificates.CreateAuthority(new CertificateAuthorityOptions { Subject = CertificateSubject.Parse("CN=Frozen Root"), ExpiresIn = TimeSpan.FromDays(3650) }, "root");
        manager.Certificates.CreateSelfSigned(new CertificateOptions { Subject = CertificateSubject.Parse("CN=self.example.com"), ExpiresIn = TimeSpan.FromDays(3000) }, "self");
        foreach (string name in new[] { "www", "old" })
        {
            CertificateRequestInfo asked = manager.Certificates.CreateRequest(new CertificateOptions { Subject = CertificateSubject.Parse($"CN={name}.example.com") }, name);
            manager.Certificates.Approve("root", CertificateSigningRequest.Parse(FrozenValues.Utf8(asked.Request)), new CertificateRequestPolicy { AllowedDns = ["example.com"] });
        }

        manager.Certificates.Revoke("old", System.Security.Cryptography.X509Certificates.X509RevocationReason.Superseded);
    }

    private void AddPeople()
    {
        manager.Passwords.SetPolicy(new PasswordPolicy { MinLength = 12, HistoryCount = 5 });
        manager.Passwords.Add("ann", FrozenValues.Utf8(FrozenValues.FormerPassword), new PasswordHashOptions { MemoryKiB = 19456, Iterations = 2, Parallelism = 1 });
        manager.Passwords.Add("ann", FrozenValues.Utf8(FrozenValues.Password), new PasswordHashOptions { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 10 });
        using (OtpKey key = manager.TwoFactor.Enroll("ann"))
        {
            manifest["otp"] = key.RevealUri();
            manager.TwoFactor.Verify("ann", new OneTimePasswords(clock).GetCode(key));
        }

        manifest["backupCodes"] = string.Join('\n', manager.TwoFactor.CreateBackupCodes("ann", 3));
        manager.TwoFactor.Enroll("ben").Dispose();
        manager.AccessControl.DefineRole(new RoleDefinition { Name = "reader", Description = "Reads", Permissions = [FrozenValues.AskedFor] });
        manager.AccessControl.DefineRole(new RoleDefinition { Name = "editor", Permissions = ["docs:*"], Deny = ["docs:delete"], InheritsFrom = ["reader"] });
        manager.AccessControl.Grant(new RoleGrant { UserId = "ann", Role = "editor" });
        manager.AccessControl.Grant(new RoleGrant { UserId = "ben", Role = "reader", Resource = "docs/*", ExpiresIn = TimeSpan.FromDays(3000) });
        manager.AccessControl.SetCheckAudit(PermissionCheckAudit.DeniedOnly);
    }

    private void AddKeys()
    {
        NewApiKey key = manager.ApiKeys.Create(new ApiKeyOptions { Name = "ci", UserId = "ann", Scopes = ["read:x", "write:*"], ExpiresIn = TimeSpan.FromDays(3000), AllowedNetworks = ["10.0.0.0/8"], Quota = 1000, QuotaPeriod = TimeSpan.FromDays(1), Tags = new Dictionary<string, string> { ["a"] = "b" } });
        manifest["apiKey"] = key.RevealKey();
        manager.ApiKeys.Validate(FrozenValues.Utf8(key.RevealKey()), new ApiKeyCheck { SourceAddress = System.Net.IPAddress.Parse("10.1.2.3") });
        NewApiKey revoked = manager.ApiKeys.Create(new ApiKeyOptions { Name = "revoked" });
        manifest["revokedApiKey"] = revoked.RevealKey();
        manager.ApiKeys.Revoke(revoked.Id, "leaked");
        foreach (ManagedKeyType type in Enum.GetValues<ManagedKeyType>())
        {
            manager.ManagedKeys.Create($"key-{type}", type, new ManagedKeyOptions { ExpiresIn = TimeSpan.FromDays(3000), Tags = new Dictionary<string, string> { ["a"] = "b" } });
        }

        foreach (JwtAlgorithm algorithm in new[] { JwtAlgorithm.ES256, JwtAlgorithm.HS256, JwtAlgorithm.EdDSA, JwtAlgorithm.RS256 }) manager.Tokens.CreateSigningKey($"sign-{algorithm}", algorithm, 2048);
    }

    private void Rotate()
    {
        manager.Rotation.CreatePolicy(new RotationPolicy { Name = "monthly", Kind = RotationKind.Secret, Target = "text-*", Interval = TimeSpan.FromDays(3000), Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Verify] = "Write-Output 1" } });
        manager.Rotation.Start(RotationKind.Secret, "rotated", new RotationOptions { Strategy = RotationStrategy.Immediate });
        manager.Rotation.Start(RotationKind.ManagedKey, "key-Hmac", new RotationOptions { Overlap = TimeSpan.FromDays(3000) });
        manager.Rotation.Start(RotationKind.SshKey, "plain-Ecdsa256", new RotationOptions { Strategy = RotationStrategy.BlueGreen });
        manifest["apiKeyOfRotation"] = manager.Rotation.Start(RotationKind.ApiKey, ApiKeyManager.IdOf(manager.ApiKeys.Identify(FrozenValues.Utf8(manifest["apiKey"]))), new RotationOptions { Overlap = TimeSpan.FromDays(3000) }).RevealKey()!;
    }

    private void AddSessions()
    {
        IssuedJwt session = manager.Tokens.BeginSession("sign-ES256", new JwtRequest { Subject = "ann", Issuer = "frozen", ExpiresIn = TimeSpan.FromHours(2) }, TimeSpan.FromDays(20));
        manifest["token"] = session.RevealToken();
        manifest["refreshToken"] = session.RevealRefreshToken()!;
        IssuedJwt revoked = manager.Tokens.Issue("sign-HS256", new JwtRequest { Subject = "ben" });
        manifest["revokedToken"] = revoked.RevealToken();
        manager.Tokens.Revoke(revoked.RevealToken(), reason: "left");
    }
}
