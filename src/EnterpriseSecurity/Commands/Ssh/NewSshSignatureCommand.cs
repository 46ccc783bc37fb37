using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Signs files or other content with an SSH key, as ssh-keygen -Y sign does.</summary>
/// <remarks>
/// <para>
/// Writes a signature in the SSHSIG form (PROTOCOL.sshsig). A file's signature goes beside it with <c>.sig</c>;
/// content that was given in memory is signed without a file, and the signature is in the result. <c>ssh-keygen -Y
/// verify</c>, git and Test-SshSignature check it.
/// </para>
/// <para>
/// The namespace is part of what is signed: a signature made for <c>file</c> is worth nothing for <c>git</c>. Choose
/// one that says what the signature is for, and ask for the same one when checking.
/// </para>
/// <para>
/// The key is one of the connected store (-KeyName) or a private key file (-KeyPath), for which no store is needed.
/// RSA keys sign with SHA-512, never with SHA-1. A signature file is owner-only, and one that exists is replaced with
/// -Force only (SshKeyFileExists). A connected store's audit trail gets <c>ssh_signature_created</c> with the key's
/// fingerprint and the namespace.
/// </para>
/// </remarks>
/// <example>
/// <para>Sign a release with a managed key.</para>
/// <code>
/// New-SshSignature release ./app.tar.gz
/// </code>
/// <para>The signature is ./app.tar.gz.sig.</para>
/// </example>
/// <example>
/// <para>Sign with a key file that has a passphrase, without a store.</para>
/// <code>
/// New-SshSignature -KeyPath ./id_ops -Path ./app.tar.gz -Passphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// </example>
/// <example>
/// <para>Sign every file of a folder and list what was signed.</para>
/// <code>
/// Get-ChildItem ./dist | New-SshSignature release | Select-Object Path, SignaturePath
/// </code>
/// </example>
/// <example>
/// <para>Sign a text for a purpose of its own, and send the signature along.</para>
/// <code>
/// $approval = 'change 4711 approved'
/// $signature = New-SshSignature release -Content $approval -Namespace approval@example.com
/// @{ text = $approval; signature = "$signature" } | ConvertTo-Json
/// </code>
/// </example>
/// <seealso cref="TestSshSignatureCommand"/>
/// <seealso cref="NewSshKeyPairCommand"/>
/// <seealso cref="ExportSshPublicKeyCommand"/>
[Cmdlet(VerbsCommon.New, "SshSignature", SupportsShouldProcess = true, DefaultParameterSetName = NamedFile)]
[OutputType(typeof(SshSignatureInfo))]
public sealed class NewSshSignatureCommand : OptionalStoreCmdlet
{
    private const string NamedFile = "NameAndPath";
    private const string NamedContent = "NameAndContent";
    private const string KeyAndFile = "KeyPathAndPath";
    private const string KeyAndContent = "KeyPathAndContent";

    /// <summary>The name of the signing key in the connected store.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NamedFile)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NamedContent)]
    [ArgumentCompleter(typeof(SshKeyNameCompleter))]
    public string KeyName { get; set; } = "";

    /// <summary>The private key file to sign with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyAndFile)]
    [Parameter(Mandatory = true, ParameterSetName = KeyAndContent)]
    public string KeyPath { get; set; } = "";

    /// <summary>The files to sign; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = NamedFile)]
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = KeyAndFile)]
    [Alias("PSPath", "LiteralPath")]
    public string[] Path { get; set; } = [];

    /// <summary>
    /// What to sign instead of a file: text, which is taken as UTF-8, the lines of Get-Content, or bytes.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = NamedContent)]
    [Parameter(Mandatory = true, ParameterSetName = KeyAndContent)]
    public object? Content { get; set; }

    /// <summary>
    /// What the signature is for, a line without control characters; <c>file</c> when it is not given, as
    /// ssh-keygen's examples and tools have it.
    /// </summary>
    [Parameter]
    public string Namespace { get; set; } = "file";

    /// <summary>The hash of the data; Sha512 when it is not given.</summary>
    [Parameter]
    public SshSignatureHash HashAlgorithm { get; set; } = SshSignatureHash.Sha512;

    /// <summary>The private key's passphrase, when it has one.</summary>
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
