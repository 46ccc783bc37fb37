using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Stress;

/// <summary>One change of every kind, one after the other, each acknowledged or refused by a line.</summary>
internal sealed class DomainWorker(EnterpriseSecurityManager manager, TextWriter output)
{
    /// <summary>
    /// After each step a line: <c>done STEP</c>, or <c>refused STEP ERRORID</c>. What is neither is not caught.
    /// </summary>
    public void Run(string keyVariable, string outside)
    {
        Step("protect-a", () => Protect("a", "1"));
        Step("update-a", () => Update("a", "2"));
        Step("protect-b", () => Protect("b", "1"));
        Step("remove-b", () => manager.Secrets.Remove(SecretReference.ByName("b")));
        Step("destroy-old", () => manager.Secrets.Destroy(SecretReference.ByName("old")));
        Step("ssh-create", () => manager.SshKeys.Create("k"));
        Step("ssh-rotate", () => manager.SshKeys.Rotate("old"));
        Step("certificate", () => manager.Certificates.CreateSelfSigned(new CertificateOptions { Subject = new CertificateSubject { CommonName = "example.com" } }, "c"));
        Step("api-key", () => manager.ApiKeys.Create(new ApiKeyOptions { Name = "k", Scopes = ["read:x"] }));
        Step("managed-key", () => manager.ManagedKeys.Create("m", ManagedKeyType.Hmac));
        Step("role", () => manager.AccessControl.DefineRole(new RoleDefinition { Name = "r", Permissions = ["docs:read"] }));
        Step("grant", () => manager.AccessControl.Grant(new RoleGrant { UserId = "ann", Role = "old" }));
        Step("enroll", () => manager.TwoFactor.Enroll("ben").Dispose());
        Step("protector", () =>
        {
            using KeyProtector second = KeyProtector.FromEnvironmentVariable(keyVariable);
            manager.Store.AddProtector(second);
        });
        Step("store-key", () => manager.Store.RotateKey(reencryptAll: true));
        Step("export", () =>
        {
            using KeyProtector protector = KeyProtector.FromEnvironmentVariable(keyVariable);
            manager.Secrets.Export(Path.Combine(outside, "export"), protector);
        });
        Step("backup", () => manager.Store.BackUp(Path.Combine(outside, "backup")));
        Step("flush", manager.Audit.Flush);
    }

    /// <summary>
    /// As <see cref="Run"/>, in a store that was just made: says so, makes what the steps replace and take away, and has the
    /// store write the other files that it can, and restore its backup.
    /// </summary>
    public void RunFromCreation(string keyVariable, string outside)
    {
        Step("create", () => { });
        Step("old-secret", () => Protect("old", "old"));
        Step("old-ssh", () => manager.SshKeys.Create("old"));
        Step("old-role", () => manager.AccessControl.DefineRole(new RoleDefinition { Name = "old", Permissions = ["docs:read"] }));
        Run(keyVariable, outside);
        Step("trail", () => manager.Audit.Export(Path.Combine(outside, "trail"), AuditExportFormat.Json));
        Step("roles", () => manager.AccessControl.Export(Path.Combine(outside, "roles.json")));
        Step("restore", () =>
        {
            using KeyProtector protector = KeyProtector.FromEnvironmentVariable(keyVariable);
            SecurityStore.Restore(Path.Combine(outside, "backup"), Path.Combine(outside, "restored"), protector);
        });
    }

    private void Step(string name, Action change)
    {
        string outcome;
        try
        {
            change();
            outcome = $"done {name}";
        }
        catch (SecurityException error)
        {
            outcome = $"refused {name} {error.ErrorId}";
        }

        output.WriteLine(outcome);
        output.Flush();
    }

    private void Protect(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        manager.Secrets.Protect(name, value);
    }

    private void Update(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        manager.Secrets.Update(SecretReference.ByName(name), value);
    }
}
