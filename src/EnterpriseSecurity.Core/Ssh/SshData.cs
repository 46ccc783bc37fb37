namespace EnterpriseSecurity.Ssh;

/// <summary>What a parser is reading, so that a failure can say so.</summary>
internal enum SshData
{
    Key,
    Certificate,
    Signature,
    AgentAnswer,
    AuthorizedKey,
    AllowedSigner,
}
