namespace EnterpriseSecurity.Keys;

/// <summary>What a data key is: the key that wraps the keys of records.</summary>
internal enum DataKeyKind
{
    /// <summary>256 random bits for AES-256-GCM.</summary>
    Symmetric = 1,

    /// <summary>An RSA-2048 pair; record keys are wrapped by OAEP with SHA-256.</summary>
    Rsa2048 = 2,

    /// <summary>An RSA-4096 pair; record keys are wrapped by OAEP with SHA-256.</summary>
    Rsa4096 = 3,
}
