namespace EnterpriseSecurity.Ssh;

/// <summary>The numbers of the SSH agent protocol (draft-ietf-sshm-ssh-agent, formerly draft-miller-ssh-agent).</summary>
internal static class SshAgentMessage
{
    public const byte Failure = 5;
    public const byte Success = 6;
    public const byte RequestIdentities = 11;
    public const byte IdentitiesAnswer = 12;
    public const byte SignRequest = 13;
    public const byte SignResponse = 14;
    public const byte AddIdentity = 17;
    public const byte RemoveIdentity = 18;
    public const byte RemoveAllIdentities = 19;
    public const byte Lock = 22;
    public const byte Unlock = 23;
    public const byte AddConstrained = 25;
    public const byte ExtensionFailure = 28;

    /// <summary>The failure of agents that spoke SSH's second version before it was a standard.</summary>
    public const byte FormerFailure = 102;

    public const byte ConstrainLifetime = 1;
    public const byte ConstrainConfirm = 2;

    public const uint RsaSha256 = 2;
    public const uint RsaSha512 = 4;

    /// <summary>OpenSSH's bound for a message, without its length.</summary>
    public const int MaximumSize = 256 * 1024;
}
