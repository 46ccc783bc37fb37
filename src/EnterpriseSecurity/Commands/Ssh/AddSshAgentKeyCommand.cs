using System.Management.Automation;
using System.Security;
using System.Text;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Gives SSH keys to the running agent, for a time, and with a question at each use if wanted.</summary>
[Cmdlet(VerbsCommon.Add, "SshAgentKey", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshAgentKeyInfo))]
public sealed class AddSshAgentKeyCommand : SshKeyCmdlet
{
    /// <summary>The key's passphrase.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>After which time the agent forgets the key, as in <c>8h</c>; never when it is not given.</summary>
    [Parameter]
    [Alias("Lifetime")]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Has the agent ask its user at each use.</summary>
    [Parameter]
    public SwitchParameter AskBeforeUse { get; set; }

    /// <summary>A certificate to give with the key; the one beside the key, if there is one, when it is not given.</summary>
    [Parameter]
    public string? CertificatePath { get; set; }

    /// <summary>The agent's socket or pipe; the one that <c>SSH_AUTH_SOCK</c> names when it is not given.</summary>
    [Parameter]
    public string? Agent { get; set; }

    /// <summary>Writes what the agent holds now of the key.</summary>
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
