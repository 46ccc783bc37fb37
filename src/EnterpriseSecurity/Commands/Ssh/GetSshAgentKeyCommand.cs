using System.Management.Automation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Lists the keys and certificates that the running SSH agent holds.</summary>
/// <remarks>
/// <para>
/// One object a key or certificate: fingerprint, algorithm, size and comment, as <c>ssh-add -l</c> shows them.
/// Private keys never leave an agent. The agent does not tell how long it will keep a key.
/// </para>
/// <para>
/// The agent is the one that SSH_AUTH_SOCK names, on Windows OpenSSH's agent when that is not set, or the one of
/// -Agent. SshAgentUnavailable means that none is known or that it does not answer. No store is needed, and no audit
/// entry is written.
/// </para>
/// </remarks>
/// <example>
/// <para>See what the agent holds.</para>
/// <code>
/// Get-SshAgentKey
/// </code>
/// </example>
/// <example>
/// <para>Add a managed key only when the agent does not hold it yet.</para>
/// <code>
/// $fingerprint = Get-SshKeyFingerprint deploy
/// if ($fingerprint -notin (Get-SshAgentKey).Fingerprint) { Add-SshAgentKey deploy -ExpiresIn 8h }
/// </code>
/// </example>
/// <example>
/// <para>Take the RSA keys out of the agent.</para>
/// <code>
/// Get-SshAgentKey | Where-Object Algorithm -eq 'ssh-rsa' | Remove-SshAgentKey -Force
/// </code>
/// </example>
/// <seealso cref="AddSshAgentKeyCommand"/>
/// <seealso cref="RemoveSshAgentKeyCommand"/>
[Cmdlet(VerbsCommon.Get, "SshAgentKey")]
[OutputType(typeof(SshAgentKeyInfo))]
public sealed class GetSshAgentKeyCommand : SecurityCmdlet
{
    /// <summary>
    /// The agent's socket or pipe. When it is not given, the one that SSH_AUTH_SOCK names; on Windows, when that is
    /// not set, the pipe of OpenSSH's agent.
    /// </summary>
    [Parameter]
    public string? Agent { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(Agent, () =>
    {
        using SshAgentClient agent = new(Agent);
        foreach (SshAgentIdentity identity in agent.List()) WriteObject(new SshAgentKeyInfo(identity, agent.Endpoint));
    });
}
