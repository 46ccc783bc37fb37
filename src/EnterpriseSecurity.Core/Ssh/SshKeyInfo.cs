namespace EnterpriseSecurity.Ssh;

/// <summary>What is known of an SSH key without its passphrase.</summary>
public sealed record SshKeyInfo
{
    /// <summary>The id of a managed key, a UUID; null for a key file that no store manages.</summary>
    public string? Id { get; init; }

    /// <summary>The managed key's name, or the file's.</summary>
    public required string Name { get; init; }

    /// <summary>The private key file, absolute; the public one when there is no other.</summary>
    public required string Path { get; init; }

    /// <summary>The public key file, or null when there is none.</summary>
    public string? PublicKeyPath { get; init; }

    /// <summary>The kind of key; null for one that this library does not make, and when the passphrase hides it.</summary>
    public SshKeyType? KeyType { get; init; }

    /// <summary>The algorithm's name in SSH, for example <c>ssh-ed25519</c>; null when the passphrase hides it.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The size in bits as <c>ssh-keygen -l</c> counts it; 0 when the passphrase hides it.</summary>
    public int Bits { get; init; }

    /// <summary>The SHA-256 fingerprint in OpenSSH's spelling; null when the passphrase hides it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The comment; empty when there is none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>True when using the private key takes a passphrase.</summary>
    public bool HasPassphrase { get; init; }

    /// <summary>The private key file's format; null for a public key alone.</summary>
    public SshPrivateKeyFormat? Format { get; init; }

    /// <summary>When the key was made; for a file that no store manages, when the file was.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the key was replaced by a new one last, or null.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>How often the key was replaced by a new one.</summary>
    public int RotationCount { get; init; }

    /// <summary>The time since the key was made or replaced.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>How the files stand to what the store knows of them; always present for a key that no store manages.</summary>
    public SshKeyState State { get; init; }

    /// <summary>True for a key with a record in the store.</summary>
    public bool IsManaged => Id is not null;
}
