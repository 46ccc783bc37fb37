using System.Management.Automation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Lists the keys and certificates that the running SSH agent holds.</summary>
[Cmdlet(VerbsCommon.Get, "SshAgentKey")]
[OutputType(typeof(SshAgentKeyInfo))]
public sealed class GetSshAgentKeyCommand : SecurityCmdlet
{
    /// <summary>The agent's socket or pipe; the one that <c>SSH_AUTH_SOCK</c> names when it is not given.</summary>
    [Parameter]
    public string? Agent { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(Agent, () =>
    {
        using SshAgentClient agent = new(Agent);
        foreach (SshAgentIdentity identity in agent.List()) WriteObject(new SshAgentKeyInfo(identity, agent.Endpoint));
    });
}
