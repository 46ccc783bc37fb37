namespace EnterpriseSecurity.Ssh;

/// <summary>The verdict on an SSH key.</summary>
public sealed record SshKeyValidation
{
    /// <summary>The file, or null when text was checked.</summary>
    public string? Path { get; init; }

    /// <summary>True when the key can be read, its parts belong together, and a public key beside it is its own.</summary>
    public bool IsValid => ErrorId is null;

    /// <summary>The stable id of what is wrong, or null.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What is wrong, or what was proved.</summary>
    public required string Reason { get; init; }

    /// <summary>True for a private key.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>True when the private key is encrypted.</summary>
    public bool HasPassphrase { get; init; }

    /// <summary>True when the private numbers themselves were read and proved; false for a public key, and for an encrypted one without its passphrase.</summary>
    public bool PrivatePartChecked { get; init; }

    /// <summary>Whether the public key file beside it is its own; null when there is none.</summary>
    public bool? PairMatches { get; init; }

    /// <summary>The kind of key, or null.</summary>
    public SshKeyType? KeyType { get; init; }

    /// <summary>The algorithm's name in SSH, or null.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The size in bits, or 0.</summary>
    public int Bits { get; init; }

    /// <summary>The SHA-256 fingerprint, or null.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What is weak about a valid key: a short modulus, an outdated algorithm, a file that others can read.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
