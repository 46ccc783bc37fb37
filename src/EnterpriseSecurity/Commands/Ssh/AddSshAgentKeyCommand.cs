using System.Management.Automation;
using System.Security;
using System.Text;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Gives SSH keys to the running agent, for a time, and with a question at each use if wanted.</summary>
/// <remarks>
/// <para>
/// The agent keeps the opened key in memory, so that ssh, scp and git ask for the passphrase once, and the file stays
/// encrypted. It takes managed keys by name and key files, and gives a certificate that lies beside the key
/// (<c>NAME-cert.pub</c>) along with it. One that is another key's, as after a rotation, is left out with a warning.
/// </para>
/// <para>
/// The agent is the one that SSH_AUTH_SOCK names, or on Windows OpenSSH's agent when that is not set. It must run:
/// SshAgentUnavailable says that it does not. With -ExpiresIn the agent forgets the key by itself; without it the key
/// stays until Remove-SshAgentKey or the agent's end.
/// </para>
/// <para>
/// Whoever reaches the agent's socket can use the key while it is there, root on the machine and on any host to which
/// the agent is forwarded included. -AskBeforeUse has the agent ask its user at each use, where a program for the
/// question (ssh-askpass) is configured.
/// </para>
/// <para>
/// A connected store's audit trail gets <c>ssh_agent_key_added</c> with fingerprint and socket. No store is needed
/// for files.
/// </para>
/// </remarks>
/// <example>
/// <para>Open a managed key for the working day.</para>
/// <code>
/// Add-SshAgentKey ops -Passphrase (Read-Host -AsSecureString 'Passphrase') -ExpiresIn 8h
/// </code>
/// </example>
/// <example>
/// <para>Give a key file to the agent, and see what it holds.</para>
/// <code>
/// Add-SshAgentKey -Path ./id_ed25519 -ExpiresIn 1h -PassThru
/// </code>
/// </example>
/// <example>
/// <para>Give every managed key without a passphrase to the agent for the time of a job, then take them out.</para>
/// <code>
/// $keys = Get-SshKey | Where-Object HasPassphrase -eq $false
/// $keys | Add-SshAgentKey -ExpiresIn 30m
/// $keys | ForEach-Object { Remove-SshAgentKey -Name $_.Name -Force }
/// </code>
/// </example>
/// <seealso cref="GetSshAgentKeyCommand"/>
/// <seealso cref="RemoveSshAgentKeyCommand"/>
/// <seealso cref="NewSshCertificateCommand"/>
/// <seealso cref="SetSshKeyPassphraseCommand"/>
[Cmdlet(VerbsCommon.Add, "SshAgentKey", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshAgentKeyInfo))]
public sealed class AddSshAgentKeyCommand : SshKeyCmdlet
{
    /// <summary>The key's passphrase, when it has one.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>
    /// After which time the agent forgets the key, in whole seconds, as in <c>8h</c>; never when it is not given.
    /// </summary>
    [Parameter]
    [Alias("Lifetime")]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Has the agent ask its user at each use. Where it has no way to ask, it refuses each use.</summary>
    [Parameter]
    public SwitchParameter AskBeforeUse { get; set; }

    /// <summary>
    /// The certificate's file to give with the key; <c>NAME-cert.pub</c> beside the key, if there is one, when it is
    /// not given.
    /// </summary>
    [Parameter]
    public string? CertificatePath { get; set; }

    /// <summary>
    /// The agent's socket or pipe. When it is not given, the one that SSH_AUTH_SOCK names; on Windows, when that is
    /// not set, the pipe of OpenSSH's agent.
    /// </summary>
    [Parameter]
    public string? Agent { get; set; }

    /// <summary>Writes what the agent holds now of the key: the key, and its certificate.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessKey(SshKeyTarget target)
    {
        if (!ShouldProcess(target.ToString(), "Give SSH key to the agent")) return;
        ForEachInput(target.ToString(), () =>
        {
            SshCertificate? certificate = FindCertificate(target);
            using SecretBuffer? passphrase = Buffer(Passphrase);
            using SshPrivateKey key = target.Open(passphrase);
            if (CertificatePath is null && certificate is not null && !certificate.PublicKey.Equals(key.PublicKey))
            {
                WriteWarning($"The certificate '{certificate.KeyId}' beside '{target}' is another key's and is left out. Sign a new one with New-SshCertificate.");
                certificate = null;
            }

            using SshAgentClient agent = new(Agent);
            KeyFiles.AddToAgent(agent, key, certificate, ExpiresIn, AskBeforeUse);
            if (!PassThru) return;
            string fingerprint = key.PublicKey.GetFingerprint();
            foreach (SshAgentIdentity identity in agent.List().Where(one => one.Fingerprint == fingerprint)) WriteObject(new SshAgentKeyInfo(identity, agent.Endpoint));
        });
    }

    private SshCertificate? FindCertificate(SshKeyTarget target)
    {
        string path = CertificatePath is not null ? ResolveNewPath(CertificatePath) : target.Get().Path + "-cert.pub";
        return CertificatePath is null && !System.IO.File.Exists(path) ? null : SshCertificate.Parse(System.IO.File.ReadAllText(path, Encoding.UTF8).Trim());
    }
}
