// The main job of the product through its library, on a store in a temporary folder: make, keep, use, rotate and
// prove credentials. samples/complete-workflow.ps1 tells the same story in cmdlets.
using EnterpriseSecurity;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

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

    Heading("5. The store's own key rotated, every record written anew");
    StoreKeyRotation rotation = security.Store.RotateKey(reencryptAll: true);
    Line("data key", $"version {rotation.Version}, {rotation.Reencrypted} records");

    Heading("6. A backup, restored elsewhere and opened with two recovery shares");
    string backup = Path.Combine(root, "store.backup");
    security.Store.BackUp(backup);
    using (KeyProtector recovery = KeyProtector.FromRecoveryShares([shares[0], shares[2]]))
    {
        StoreVerification restored = SecurityStore.Restore(backup, Path.Combine(root, "restored"), recovery);
        Line("restored", restored.IsValid ? $"{restored.Records} records, all authentic" : "damaged");
    }

    Heading("7. Where the store stands");
    SecurityStatus status = security.GetStatus();
    Line("SSH keys", status.SshKeys.ToString());
    Line("secrets", status.Secrets.ToString());
    Line("audit entries", status.AuditEntries.ToString());

    Heading("8. What was done, and the proof that the record of it is whole");
    foreach (AuditEntry entry in security.Audit.Read(new AuditFilter())) Line($"{entry.Sequence,3} {entry.Action}", $"{entry.Resource} {entry.Result}");
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
