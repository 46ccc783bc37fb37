namespace EnterpriseSecurity;

/// <summary>What there is in a store, in numbers.</summary>
public sealed record SecurityStatus
{
    /// <summary>The store's id.</summary>
    public required string StoreId { get; init; }

    /// <summary>The store's folder.</summary>
    public required string Path { get; init; }

    /// <summary>The number of SSH keys.</summary>
    public long SshKeys { get; init; }

    /// <summary>The number of secrets, the removed ones not counted.</summary>
    public long Secrets { get; init; }

    /// <summary>The number of API keys that are neither disabled nor revoked.</summary>
    public long ApiKeys { get; init; }

    /// <summary>The number of certificates, those of authorities not counted.</summary>
    public long Certificates { get; init; }

    /// <summary>The number of certificate authorities.</summary>
    public long CertificateAuthorities { get; init; }

    /// <summary>The number of managed keys that are pending or active; the versions of one count once.</summary>
    public long ManagedKeys { get; init; }

    /// <summary>The number of keys that sign tokens; the versions of one count once.</summary>
    public long SigningKeys { get; init; }

    /// <summary>The number of users with a confirmed second factor.</summary>
    public long SecondFactors { get; init; }

    /// <summary>The number of roles.</summary>
    public long RolesDefined { get; init; }

    /// <summary>The number of users that have a role.</summary>
    public long UsersWithRoles { get; init; }

    /// <summary>The number of rotation policies that are enabled.</summary>
    public long RotationPolicies { get; init; }

    /// <summary>The number of rotations that run.</summary>
    public long RunningRotations { get; init; }

    /// <summary>The number of audit entries ever written.</summary>
    public long AuditEntries { get; init; }
}
