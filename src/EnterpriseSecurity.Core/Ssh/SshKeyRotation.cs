namespace EnterpriseSecurity.Ssh;

/// <summary>A key pair that was replaced by a new one.</summary>
/// <param name="Key">The new key.</param>
/// <param name="PreviousFingerprint">The SHA-256 fingerprint of the old one; null when its passphrase hid it.</param>
/// <param name="BackupPath">Where the old private key file is; null when it was destroyed.</param>
public sealed record SshKeyRotation(SshKeyInfo Key, string? PreviousFingerprint, string? BackupPath);
