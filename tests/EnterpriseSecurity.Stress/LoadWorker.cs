using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Stress;

/// <summary>
/// Changes in every domain without an end. An object lives through stages, one change each; after a change that the store
/// acknowledged a line says <c>DOMAIN NAME STAGE</c>.
/// </summary>
internal sealed class LoadWorker(EnterpriseSecurityManager manager, TextWriter output)
{
    // Of a password that nobody uses; hashing one would take longer than everything else here.
    private const string PasswordHash = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private string _apiKey = "";

    /// <summary>Lives of objects, in an order that the seed decides, each ended after some of its stages or all.</summary>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="seed">Decides which and how far.</param>
    public void Run(string prefix, int seed)
    {
        Random random = new(seed);
        (string Domain, Action<string>[] Stages)[] lives = Lives();
        for (int i = 0; ; i++)
        {
            (string domain, Action<string>[] stages) = lives[random.Next(lives.Length)];
            string name = $"{prefix}-{i}";
            int last = random.Next(1, stages.Length + 1);
            for (int stage = 1; stage <= last; stage++)
            {
                stages[stage - 1](name);
                Acknowledge($"{domain} {name} {stage}");
            }

            if (i % 4 == 3) Acknowledge($"shared {Update("shared", name)}");
            if (i % 25 == 24) manager.Store.RotateKey(reencryptAll: random.Next(2) == 0);
        }
    }

    private (string Domain, Action<string>[] Stages)[] Lives() =>
    [
        ("secret", [Protect, name => Update(name, name), name => manager.Secrets.Remove(SecretReference.ByName(name)), name => manager.Secrets.Destroy(SecretReference.ByName(name))]),
        ("ssh", [name => manager.SshKeys.Create(name), name => manager.SshKeys.Rotate(name), name => manager.SshKeys.Remove(name)]),
        ("certificate", [Certify, manager.Certificates.Remove]),
        ("api-key", [CreateApiKey, _ => manager.ApiKeys.AddScopes(_apiKey, "write:x"), _ => manager.ApiKeys.Revoke(_apiKey)]),
        ("key", [name => manager.ManagedKeys.Create(name, ManagedKeyType.Hmac), name => manager.ManagedKeys.Revoke(ManagedKeyReference.ByName(name)), name => manager.ManagedKeys.Destroy(ManagedKeyReference.ByName(name))]),
        ("role", [DefineRole, name => manager.AccessControl.ChangeRole(name, new RoleChanges { AddPermissions = ["docs:write"] }), Grant, name => manager.AccessControl.Revoke(name, name), name => manager.AccessControl.RemoveRole(name)]),
        ("code", [name => manager.TwoFactor.Enroll(name).Dispose(), name => manager.TwoFactor.CreateBackupCodes(name), manager.TwoFactor.Remove]),
        ("signing-key", [name => manager.Tokens.CreateSigningKey(name), name => manager.Tokens.RotateSigningKey(name)]),
        ("token", [name => manager.Tokens.RevokeById(name)]),
        ("policy", [CreatePolicy, name => manager.Rotation.SetPolicy(name, new RotationPolicyChanges { Enabled = false }), manager.Rotation.RemovePolicy]),
        ("password", [name => manager.Passwords.AddHash(name, PasswordHash)]),
        ("entry", [name => manager.Audit.Write("load", name)]),
    ];

    private void Protect(string name)
    {
        using SecretValue value = SecretValue.FromText(name);
        manager.Secrets.Protect(name, value);
    }

    private int Update(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        return manager.Secrets.Update(SecretReference.ByName(name), value).Version;
    }

    private void Certify(string name) =>
        manager.Certificates.CreateSelfSigned(new CertificateOptions { Subject = new CertificateSubject { CommonName = "example.com" } }, name);

    private void CreateApiKey(string name) => _apiKey = manager.ApiKeys.Create(new ApiKeyOptions { Name = name, Scopes = ["read:x"] }).Info.Id;

    private void DefineRole(string name) => manager.AccessControl.DefineRole(new RoleDefinition { Name = name, Permissions = ["docs:read"] });

    private void Grant(string name) => manager.AccessControl.Grant(new RoleGrant { UserId = name, Role = name });

    private void CreatePolicy(string name) =>
        manager.Rotation.CreatePolicy(new RotationPolicy { Name = name, Kind = RotationKind.Secret, Target = name, Interval = TimeSpan.FromDays(30) });

    private void Acknowledge(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
