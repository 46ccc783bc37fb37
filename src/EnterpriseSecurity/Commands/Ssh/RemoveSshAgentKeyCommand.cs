using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Has the running SSH agent forget keys, with their certificates.</summary>
/// <remarks>
/// <para>
/// By fingerprint, by the name of a managed key, by pipeline from Get-SshAgentKey, or all. Sessions that are open
/// stay open; key files are not touched. It asks before; -Force skips the question. A key that the agent does not
/// hold is the error AgentKeyNotFound; -All on an empty agent is none.
/// </para>
/// <para>
/// A connected store's audit trail gets <c>ssh_agent_key_removed</c> for each. SshAgentRefused means that the agent
/// is locked, or does not allow it.
/// </para>
/// </remarks>
/// <example>
/// <para>Forget a managed key.</para>
/// <code>
/// Add-SshAgentKey deploy
/// Remove-SshAgentKey -Name deploy -Force
/// </code>
/// </example>
/// <example>
/// <para>Empty the agent before leaving the desk.</para>
/// <code>
/// Remove-SshAgentKey -All -Force
/// </code>
/// </example>
/// <example>
/// <para>Forget the keys whose comment says that they are for tests.</para>
/// <code>
/// Add-SshAgentKey -Path ./id_ed25519
/// Get-SshAgentKey | Where-Object Comment -like '*test*' | Remove-SshAgentKey -Force
/// </code>
/// </example>
/// <seealso cref="AddSshAgentKeyCommand"/>
/// <seealso cref="GetSshAgentKeyCommand"/>
/// <seealso cref="RemoveSshKeyCommand"/>
[Cmdlet(VerbsCommon.Remove, "SshAgentKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByFingerprint)]
[OutputType(typeof(void))]
public sealed class RemoveSshAgentKeyCommand : OptionalStoreCmdlet
{
    private const string ByFingerprint = "Fingerprint";
    private const string ByName = "Name";
    private const string ByAll = "All";

    // A key and its certificates have one fingerprint, and the pipeline brings it once for each.
    private readonly HashSet<(string Agent, string? Fingerprint)> _forgotten = [];

    /// <summary>The key's SHA-256 fingerprint, <c>SHA256:…</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByFingerprint)]
    public string[] Fingerprint { get; set; } = [];

    /// <summary>The name of a key that the store manages.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Everything that the agent holds, keys of other programs too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAll)]
    public SwitchParameter All { get; set; }

    /// <summary>
    /// The agent's socket or pipe. When it is not given, the one that SSH_AUTH_SOCK names; on Windows, when that is
    /// not set, the pipe of OpenSSH's agent.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Agent { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string fingerprint in Fingerprint) Remove(fingerprint, () => fingerprint);
        foreach (string name in Name) Remove(name, () => Resolve().SshKeys.GetPublicKey(name).GetFingerprint());
        if (All) Remove("all keys", () => null);
    }

    private void Remove(string what, Func<string?> fingerprint)
    {
        if (!Confirm(Force, what, "Have the SSH agent forget")) return;
        ForEachInput(what, () =>
        {
            string? wanted = fingerprint();
            using SshAgentClient agent = new(Agent);
            List<SshAgentIdentity> found = [.. agent.List().Where(identity => wanted is null || identity.Fingerprint == wanted)];
            if (found.Count == 0 && wanted is not null && !_forgotten.Contains((agent.Endpoint, wanted))) WriteError(Errors.AgentKeyNotFound(what));
            foreach (SshAgentIdentity identity in found) KeyFiles.RemoveFromAgent(agent, identity);
            _forgotten.Add((agent.Endpoint, wanted));
        });
    }
}
