using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity;

/// <content>Views over all domains.</content>
public sealed partial class EnterpriseSecurityManager
{
    /// <summary>Counts of what there is, as one record.</summary>
    public SecurityStatus GetStatus()
    {
        IReadOnlyList<RoleAssignment> assignments = AccessControl.ListAssignments();
        int roles = AccessControl.ListRoles().Count;
        ILookup<bool, IssuedCertificate> certificates = Certificates.List().ToLookup(certificate => certificate.IsAuthority);
        (long secrets, long sshKeys, long apiKeys) = Store.Peek(view => (
            view.Count(SecretRecord.Collection),
            view.Count(SshKeyRecord.Collection),
            view.Count(ApiKeyRecord.Collection)));
        (long rotations, long policies) = Rotation.Count();
        return new SecurityStatus
        {
            StoreId = Store.Id,
            Path = Store.Path,
            Secrets = secrets,
            SshKeys = sshKeys,
            ApiKeys = apiKeys,
            Certificates = certificates[false].Count(),
            CertificateAuthorities = certificates[true].Count(),
            ManagedKeys = ManagedKeys.List().Where(key => key.State is ManagedKeyState.Pending or ManagedKeyState.Active).Select(key => key.Name).Distinct().Count(),
            SigningKeys = Tokens.ListSigningKeys().Select(key => key.Name).Distinct().Count(),
            SecondFactors = TwoFactor.List().Count(enrollment => enrollment.ConfirmedAt is not null),
            RolesDefined = roles,
            UsersWithRoles = assignments.Select(one => CanonicalName.KeyOf(one.UserId)).Distinct().Count(),
            RotationPolicies = policies,
            RunningRotations = rotations,
            AuditEntries = Audit.Count(),
        };
    }

    /// <summary>
    /// Everything that expires within a time, or has expired, the earliest first: secrets, certificates and those of SSH
    /// keys that are not revoked, API keys, managed keys, roles that were given for a time, passwords that the policy gives an
    /// age, and what a policy wants rotated by then.
    /// </summary>
    /// <param name="within">The time from now.</param>
    public IReadOnlyList<ExpiringCredential> FindExpiring(TimeSpan within)
    {
        DateTimeOffset now = Store.Time.GetUtcNow();
        ExpiringCredential Ending(string kind, string name, string? id, string? path, DateTimeOffset end) =>
            new() { Kind = kind, Name = name, Id = id, Path = path, ExpiresAt = end, ExpiresIn = end - now };

        IEnumerable<ExpiringCredential> all =
        [
            .. Secrets.List(new SecretFilter { ExpiresWithin = within }).Select(one => Ending("Secret", one.Name, one.Id, null, one.ExpiresAt!.Value)),
            .. SshKeys.ListCertificates()
                .Where(one => one.Certificate.ValidBefore is not null)
                .Select(one => Ending("SshCertificate", one.Certificate.KeyId, one.Key.Id, one.Path, one.Certificate.ValidBefore!.Value)),
            .. Certificates.List().Where(one => one.RevokedAt is null).Select(one => Ending("Certificate", one.Name, one.Id, one.CertificatePath, one.NotAfter)),
            .. ApiKeys.List(new ApiKeyFilter { ExpiresWithin = within })
                .Where(one => one.State != ApiKeyState.Revoked)
                .Select(one => Ending("ApiKey", one.Name, one.Id, null, one.ExpiresAt!.Value)),
            .. ManagedKeys.List()
                .Where(one => one.ExpiresAt is not null && one.State is not (ManagedKeyState.Revoked or ManagedKeyState.Destroyed))
                .Select(one => Ending("ManagedKey", one.Name, one.Id, null, one.ExpiresAt!.Value)),
            .. AccessControl.ListAssignments().Where(one => one.ExpiresAt is not null).Select(one => Ending("RoleAssignment", $"{one.Role} of {one.UserId}", null, null, one.ExpiresAt!.Value)),
            .. Passwords.GetPolicy().MaximumAge is { } age ? Passwords.ListStates().Select(one => Ending("Password", one.UserId, null, null, one.LastChangedAt + age)) : [],
            .. Rotation.FindDue(within).Select(one => Ending("Rotation", one.Name, one.CredentialId, null, one.DueAt)),
        ];
        return [.. all.Where(one => one.ExpiresIn <= within).OrderBy(one => one.ExpiresAt)];
    }
}
