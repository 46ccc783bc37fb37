namespace EnterpriseSecurity.Rotation;

/// <summary>What is rotated.</summary>
public enum RotationKind
{
    /// <summary>A managed key.</summary>
    ManagedKey,

    /// <summary>An API key.</summary>
    ApiKey,

    /// <summary>An SSH key pair.</summary>
    SshKey,

    /// <summary>A secret's value.</summary>
    Secret,

    /// <summary>A certificate and its key.</summary>
    Certificate,

    /// <summary>A key that signs JSON Web Tokens.</summary>
    JwtSigningKey,
}
