using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>How the objects of one domain show the stages that the load of EnterpriseSecurity.Stress takes them through.</summary>
/// <param name="Name">The domain, as the load names it.</param>
/// <param name="Actions">The audit entry of each stage.</param>
/// <param name="Find">The names that are there, and their stages; what its last stage took away is not among them.</param>
internal sealed record LoadDomain(string Name, string[] Actions, Func<EnterpriseSecurityManager, IEnumerable<(string Name, int Stage)>> Find)
{
    /// <summary>All that the load works on.</summary>
    public static readonly LoadDomain[] All =
    [
        new("secret", [AuditAction.SecretEncrypted, AuditAction.SecretRotated, AuditAction.SecretDeleted, AuditAction.SecretDestroyed], FindSecrets),
        new("ssh", [AuditAction.SshKeyGenerated, AuditAction.SshKeyRotated, AuditAction.SshKeyDeleted], manager =>
            manager.SshKeys.List().Select(key => (key.Name, 1 + key.RotationCount))),
        new("certificate", [AuditAction.CertificateGenerated, AuditAction.CertificateDeleted], manager =>
            manager.Certificates.List().Select(certificate => (certificate.Name!, 1))),
        new("api-key", [AuditAction.ApiKeyGenerated, AuditAction.ApiKeyUpdated, AuditAction.ApiKeyRevoked], manager =>
            manager.ApiKeys.List().Select(key => (key.Name, key.State == ApiKeyState.Revoked ? 3 : key.Scopes.Count))),
        new("key", [AuditAction.KeyCreated, AuditAction.KeyRevoked, AuditAction.KeyDestroyed], manager =>
            manager.ManagedKeys.List().Select(key => (key.Name, key.State switch { ManagedKeyState.Active => 1, ManagedKeyState.Revoked => 2, _ => 3 }))),
        new("role", [AuditAction.RoleDefined, AuditAction.RoleChanged, AuditAction.RoleAssigned, AuditAction.RoleRevoked, AuditAction.RoleDeleted], FindRoles),
        new("code", [AuditAction.TotpSecretGenerated, AuditAction.BackupCodesGenerated, AuditAction.TotpEnrollmentRemoved], manager =>
            manager.TwoFactor.List().Select(enrolled => (enrolled.UserId, enrolled.RemainingBackupCodes == 0 ? 1 : 2))),
        new("signing-key", [AuditAction.JwtSigningKeyCreated, AuditAction.JwtSigningKeyRotated], manager =>
            manager.Tokens.ListSigningKeys().CountBy(key => key.Name).Select(pair => (pair.Key, pair.Value))),
        new("token", [AuditAction.JwtRevoked], manager => manager.Tokens.ListRevocations().Select(token => (token.Id, 1))),
        new("policy", [AuditAction.RotationPolicyCreated, AuditAction.RotationPolicyChanged, AuditAction.RotationPolicyRemoved], manager =>
            manager.Rotation.ListPolicies().Select(policy => (policy.Name, policy.Enabled ? 1 : 2))),
        new("password", [AuditAction.PasswordHistoryAdded], manager => manager.Passwords.ListUsers().Select(user => (user, 1))),
        // An entry alone: it is in the trail or nowhere.
        new("entry", ["load"], manager => manager.Audit.Read(new AuditFilter { Action = "load" }).Select(entry => (entry.Resource, 1))),
    ];

    // A role whose grant was taken away looks as before it was given, so its entries say which it is.
    private static IEnumerable<(string Name, int Stage)> FindRoles(EnterpriseSecurityManager manager)
    {
        HashSet<string> granted = [.. manager.AccessControl.ListAssignments().Select(grant => grant.UserId)];
        HashSet<string> revoked = [.. manager.Audit.Read(new AuditFilter { Action = AuditAction.RoleRevoked }).Select(entry => entry.Resource)];
        return manager.AccessControl.ListRoles().Select(role => (role.Name, granted.Contains(role.Name) ? 3 : revoked.Contains(role.Name) ? 4 : role.Permissions.Count));
    }

    private static IEnumerable<(string Name, int Stage)> FindSecrets(EnterpriseSecurityManager manager) =>
        manager.Secrets.List().Select(secret => (secret.Name, secret.Version)).Concat(manager.Secrets.List(new SecretFilter { Deleted = true }).Select(secret => (secret.Name, 3)));
}
