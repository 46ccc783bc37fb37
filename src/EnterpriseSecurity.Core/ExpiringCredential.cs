namespace EnterpriseSecurity;

/// <summary>A credential of any kind whose time ends.</summary>
public sealed record ExpiringCredential
{
    /// <summary>What it is: <c>Secret</c>, <c>SshCertificate</c>, <c>Certificate</c>, <c>ApiKey</c>, <c>ManagedKey</c>, <c>RoleAssignment</c>, <c>Password</c> (its name is the user's), or <c>Rotation</c> for one that is due.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its id in the store, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Its file, or null.</summary>
    public string? Path { get; init; }

    /// <summary>When its time ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How long that is from now; negative for one that has expired.</summary>
    public required TimeSpan ExpiresIn { get; init; }

    /// <summary>True for one that has expired.</summary>
    public bool IsExpired => ExpiresIn <= TimeSpan.Zero;
}
