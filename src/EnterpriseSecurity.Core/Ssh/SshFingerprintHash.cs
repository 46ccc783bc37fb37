namespace EnterpriseSecurity.Ssh;

/// <summary>The hash that a fingerprint is made with.</summary>
public enum SshFingerprintHash
{
    /// <summary><c>SHA256:</c> and unpadded Base64; what OpenSSH shows.</summary>
    Sha256,

    /// <summary><c>MD5:</c> and hexadecimal pairs; only to compare with old records.</summary>
    Md5,
}
