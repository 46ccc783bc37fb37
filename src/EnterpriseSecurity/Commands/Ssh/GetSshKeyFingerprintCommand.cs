using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Writes the fingerprint of an SSH key as ssh-keygen spells it, or its picture.</summary>
[Cmdlet(VerbsCommon.Get, "SshKeyFingerprint", DefaultParameterSetName = ByName)]
[OutputType(typeof(string))]
public sealed class GetSshKeyFingerprintCommand : SshKeyCmdlet
{
    private const string ByContent = "Content";

    /// <summary>A key's content instead of its file: text, bytes, or a SecureString.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByContent)]
    public object? Content { get; set; }

    /// <summary>The hash: Sha256, or Md5 for programs that still show that.</summary>
    [Parameter]
    public SshFingerprintHash Hash { get; set; } = SshFingerprintHash.Sha256;

    /// <summary>Draws the picture that ssh-keygen -lv shows.</summary>
    [Parameter]
    public SwitchParameter RandomArt { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ByContent)
        {
            base.ProcessRecord();
            return;
        }

        ForEachInput(null, () =>
        {
            using SecretBuffer content = KeyContent.From(Content);
            Write(SshKeyFiles.PublicKeyOf(content.Span));
        });
    }

    private protected override void ProcessKey(SshKeyTarget target) => ForEachInput(target.ToString(), () => Write(target.GetPublicKey()));

    private void Write(SshPublicKey key) => WriteObject(RandomArt ? key.GetRandomArt() : key.GetFingerprint(Hash));
}
