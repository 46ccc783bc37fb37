using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>What the steps of EnterpriseSecurity.Stress, one change of every kind, leave in a store.</summary>
internal static class DomainSteps
{
    /// <summary>What a step did, and said that it had done, is there.</summary>
    public static void AssertKept(EnterpriseSecurityManager manager, string folder, string step)
    {
        bool isKept = step switch
        {
            "protect-a" => manager.Secrets.List(new SecretFilter { Name = "a" }).Count == 1,
            "update-a" => SharedStore.Reveal(manager, "a") == "2",
            "protect-b" => manager.Secrets.List().Concat(manager.Secrets.List(new SecretFilter { Deleted = true })).Any(secret => secret.Name == "b"),
            "remove-b" => manager.Secrets.List(new SecretFilter { Deleted = true }).Any(secret => secret.Name == "b"),
            "destroy-old" => manager.Secrets.List().All(secret => secret.Name != "old"),
            "ssh-create" => manager.SshKeys.Validate("k").IsValid,
            "ssh-rotate" => manager.SshKeys.Validate("old").IsValid,
            "certificate" => File.Exists(manager.Certificates.Get("c").CertificatePath) && File.Exists(manager.Certificates.Get("c").PrivateKeyPath),
            "api-key" => manager.ApiKeys.Count() == 1,
            "managed-key" => manager.ManagedKeys.Verify(ManagedKeyReference.ByName("m")).IsValid,
            "role" => manager.AccessControl.GetRole("r").Name == "r",
            "grant" => manager.AccessControl.ListAssignments().Count == 1,
            "enroll" => manager.TwoFactor.List().Count == 1,
            "protector" => manager.Store.GetProtectors().Count == 2,
            "export" => File.Exists(Path.Combine(folder, "export")) && manager.Audit.Read(new AuditFilter { Action = AuditAction.SecretsExported }).Any(),
            "backup" => File.Exists(Path.Combine(folder, "backup")) || Directory.Exists(Path.Combine(folder, "backup")),
            "old-secret" => manager.Audit.Read(new AuditFilter { Action = AuditAction.SecretEncrypted }).Any(entry => entry.Resource == "old"),
            "old-ssh" => manager.SshKeys.Validate("old").IsValid,
            "old-role" => manager.AccessControl.GetRole("old").Name == "old",
            "trail" => File.Exists(Path.Combine(folder, "trail")),
            "roles" => File.Exists(Path.Combine(folder, "roles.json")),
            "restore" => Directory.Exists(Path.Combine(folder, "restored")),
            "create" or "store-key" or "flush" => true,
            _ => false,
        };
        Assert.True(isKept, $"'{step}' was acknowledged and is not there.");
    }

    /// <summary>No change without its entry, and no entry without its change.</summary>
    public static void AssertEntriesAgree(EnterpriseSecurityManager manager)
    {
        Dictionary<string, int> entries = SharedStore.CountActions(manager);
        int Entries(string action) => entries.GetValueOrDefault(action);
        IReadOnlyList<SecretInfo> active = manager.Secrets.List(), removed = manager.Secrets.List(new SecretFilter { Deleted = true });
        Assert.Equal(active.Count + removed.Count + Entries(AuditAction.SecretDestroyed), Entries(AuditAction.SecretEncrypted));
        Assert.Equal(active.Concat(removed).Sum(secret => secret.Version - 1), Entries(AuditAction.SecretRotated));
        Assert.Equal(removed.Count, Entries(AuditAction.SecretDeleted));
        IReadOnlyList<SshKeyInfo> keys = manager.SshKeys.List();
        Assert.Equal(keys.Count, Entries(AuditAction.SshKeyGenerated));
        Assert.All(keys, key => Assert.True(manager.SshKeys.Validate(key.Name).IsValid, key.Name));
        Assert.Equal(manager.Certificates.List().Count, Entries(AuditAction.CertificateGenerated));
        Assert.Equal(manager.ApiKeys.Count(), Entries(AuditAction.ApiKeyGenerated));
        Assert.Equal(manager.ManagedKeys.List().Count, Entries(AuditAction.KeyCreated));
        Assert.Equal(manager.AccessControl.ListRoles().Count, Entries(AuditAction.RoleDefined));
        Assert.Equal(manager.AccessControl.ListAssignments().Count, Entries(AuditAction.RoleAssigned));
        Assert.Equal(manager.TwoFactor.List().Count, Entries(AuditAction.TotpSecretGenerated));
        Assert.Equal(manager.Store.GetProtectors().Count - 1, Entries(AuditAction.ProtectorAdded));
    }
}
