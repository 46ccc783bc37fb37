namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>The forms in which a public key is written.</summary>
public enum SshPublicKeyFormat
{
    /// <summary>One line, as in authorized_keys.</summary>
    OpenSsh,

    /// <summary>The block of RFC 4716.</summary>
    Rfc4716,
}
