using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Signs files or other content with an SSH key, as <c>ssh-keygen -Y sign</c> does. A file's signature is written beside it, with <c>.sig</c>.</summary>
[Cmdlet(VerbsCommon.New, "SshSignature", SupportsShouldProcess = true, DefaultParameterSetName = NamedFile)]
[OutputType(typeof(SshSignatureInfo))]
public sealed class NewSshSignatureCommand : OptionalStoreCmdlet
{
    private const string NamedFile = "NameAndPath";
    private const string NamedContent = "NameAndContent";
    private const string KeyAndFile = "KeyPathAndPath";
    private const string KeyAndContent = "KeyPathAndContent";

    /// <summary>The name of the key that the store manages.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NamedFile)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NamedContent)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string KeyName { get; set; } = "";

    /// <summary>The private key file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyAndFile)]
    [Parameter(Mandatory = true, ParameterSetName = KeyAndContent)]
    public string KeyPath { get; set; } = "";

    /// <summary>The files to sign; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = NamedFile)]
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = KeyAndFile)]
    [Alias("PSPath", "LiteralPath")]
    public string[] Path { get; set; } = [];

    /// <summary>What to sign instead of a file: text, which is taken as UTF-8, or bytes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NamedContent)]
    [Parameter(Mandatory = true, ParameterSetName = KeyAndContent)]
    public object? Content { get; set; }

    /// <summary>What the signature is for; one made for one thing is worth nothing for another.</summary>
    [Parameter]
    public string Namespace { get; set; } = "file";

    /// <summary>The hash of the data.</summary>
    [Parameter]
    public SshSignatureHash HashAlgorithm { get; set; } = SshSignatureHash.Sha512;

    /// <summary>The private key's passphrase.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Replaces a signature file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SshKeyTarget target = KeyPath.Length > 0 ? SshKeyTarget.File(TryResolve(), ResolveNewPath(KeyPath)) : SshKeyTarget.Managed(Resolve(), KeyName);
        if (ParameterSetName is NamedContent or KeyAndContent)
        {
            if (ShouldProcess("content", $"Sign with {target}")) ForEachInput(target.ToString(), () => SignContent(target));
            return;
        }

        foreach (string path in ResolveExistingPaths(Path, literal: true))
        {
            if (ShouldProcess(path, $"Sign with {target}")) ForEachInput(path, () => SignFile(target, path));
        }
    }

    private void SignContent(SshKeyTarget target)
    {
        using SecretBuffer content = KeyContent.From(Content);
        using MemoryStream data = new(content.Span.ToArray(), writable: false);
        WriteObject(new SshSignatureInfo(Sign(target, data, "content"), null, null));
    }

    private void SignFile(SshKeyTarget target, string path)
    {
        string output = path + ".sig";
        using FileStream data = File.OpenRead(path);
        SshSignature signature = Sign(target, data, path);
        SshKeyFiles.WritePublic(output, signature.ToArmored(), Force);
        WriteObject(new SshSignatureInfo(signature, path, output));
    }

    private SshSignature Sign(SshKeyTarget target, Stream data, string resource)
    {
        using SecretBuffer? passphrase = Passphrase?.ToUtf8Buffer();
        using SshPrivateKey key = target.Open(passphrase);
        return KeyFiles.Sign(key, data, Namespace, HashAlgorithm, resource);
    }
}
