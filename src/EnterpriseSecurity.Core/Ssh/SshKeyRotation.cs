namespace EnterpriseSecurity.Ssh;

/// <summary>A key pair that was replaced by a new one.</summary>
/// <param name="Key">The new key.</param>
/// <param name="PreviousFingerprint">The SHA-256 fingerprint of the old one; null when its passphrase hid it.</param>
/// <param name="BackupPath">Where the old private key file is; null when it was destroyed.</param>
public sealed record SshKeyRotation(SshKeyInfo Key, string? PreviousFingerprint, string? BackupPath)
{
    /// <summary>The key's name.</summary>
    public string Name => Key.Name;

    /// <summary>The new private key file.</summary>
    public string Path => Key.Path;

    /// <summary>The new public key file.</summary>
    public string? PublicKeyPath => Key.PublicKeyPath;

    /// <summary>The new key's SHA-256 fingerprint.</summary>
    public string? Fingerprint => Key.Fingerprint;
}
