using System.Management.Automation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>The base of the cmdlets that work on an authorized_keys file. They need no store.</summary>
public abstract class SshAuthorizedKeyCmdlet : OptionalStoreCmdlet
{
    /// <summary>
    /// The authorized_keys file. <c>.ssh/authorized_keys</c> in the home folder of the user who runs this when it is
    /// not given.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AuthorizedKeysPath")]
    public virtual string Path { get; set; } = SshAuthorizedKeys.DefaultPath;
}
