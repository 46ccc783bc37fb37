using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Writes a private key to a new file in another format, with the public key beside it. The source stays as it is.</summary>
[Cmdlet(VerbsData.Convert, "SshKey", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SshKeyInfo))]
public sealed class ConvertSshKeyCommand : SshKeyCmdlet
{
    /// <summary>The new file, or an existing folder for it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Destination { get; set; } = "";

    /// <summary>The new file's format.</summary>
    [Parameter(Mandatory = true)]
    public SshPrivateKeyFormat Format { get; set; }

    /// <summary>The key's passphrase.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The new file's passphrase; the old one when it is not given.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? NewPassphrase { get; set; }

    /// <summary>Writes the new file in clear, although the source is encrypted.</summary>
    [Parameter]
    public SwitchParameter NoPassphrase { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (NoPassphrase && NewPassphrase is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoPassphrase), nameof(NewPassphrase)));
    }

    private protected override void ProcessKey(SshKeyTarget target)
    {
        string path = ResolveNewPath(Destination);
        if (Directory.Exists(path)) path = System.IO.Path.Combine(path, System.IO.Path.GetFileName(target.ToString()));
        if (!ShouldProcess(target.ToString(), $"Write SSH key as {Format} to {path}")) return;
        ForEachInput(target.ToString(), () =>
        {
            using SecretBuffer? passphrase = Buffer(Passphrase);
            // An encrypted key stays so unless the user says otherwise.
            using SecretBuffer? next = NoPassphrase ? null : Buffer(NewPassphrase ?? (target.Get().HasPassphrase ? Passphrase : null));
            WriteObject(target.Convert(passphrase, path, Format, next));
        });
    }
}
