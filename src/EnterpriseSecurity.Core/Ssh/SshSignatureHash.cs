namespace EnterpriseSecurity.Ssh;

/// <summary>The hash of the data in a detached SSH signature (PROTOCOL.sshsig).</summary>
public enum SshSignatureHash
{
    /// <summary><c>sha512</c>; what ssh-keygen writes.</summary>
    Sha512,

    /// <summary><c>sha256</c>.</summary>
    Sha256,
}
