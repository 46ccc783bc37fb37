using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Rotation;

/// <summary>A key pair to come, before it is stored. Its value is the private key's file.</summary>
internal sealed class SshKeyMaterial(SshKeyDraft draft) : RotationMaterial(SecretBuffer.CopyOf(draft.File))
{
    /// <summary>The public key.</summary>
    public SshPublicKey PublicKey { get; } = draft.PublicKey;

    /// <summary>The digest of the private key's file.</summary>
    public string Digest { get; } = draft.Digest;
}
