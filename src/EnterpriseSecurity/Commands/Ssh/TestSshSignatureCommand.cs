using System.Management.Automation;
using System.Text;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Checks an SSH signature, as ssh-keygen -Y verify does.</summary>
/// <remarks>
/// <para>
/// Writes $true when the data is what was signed, for this namespace, by a key that is trusted. Who is trusted is
/// said by an allowed signers file and an identity (-AllowedSignersPath, -Identity), or by one public key
/// (-PublicKey). -Detailed writes an object with IsValid, Reason, the key's fingerprint and the namespace that the
/// signature names.
/// </para>
/// <para>
/// A line of an allowed signers file is: the identity or a pattern of it, options such as <c>namespaces="file"</c> or
/// <c>valid-before="20271231"</c>, and the public key (ALLOWED SIGNERS in ssh-keygen(1)). Lines that cannot be read
/// trust nobody and are warnings.
/// </para>
/// <para>
/// No store is needed. A signature that cannot be read is the error SshSignatureMalformed, and a signature file that
/// is not there is FileFailed; neither is $false.
/// </para>
/// </remarks>
/// <example>
/// <para>Check a release against the team's allowed signers.</para>
/// <code>
/// Test-SshSignature ./release.tar.gz -AllowedSignersPath ./allowed_signers -Identity release@example.com
/// </code>
/// </example>
/// <example>
/// <para>Check a file against one public key, and learn why it fails when it does.</para>
/// <code>
/// $key = Get-Content ./release_key.pub -Raw
/// Test-SshSignature ./release.tar.gz -PublicKey $key -Detailed | Select-Object IsValid, Reason, Fingerprint
/// </code>
/// </example>
/// <example>
/// <para>Check every file of a folder that has a signature.</para>
/// <code>
/// $key = Export-SshPublicKey release
/// Get-ChildItem ./dist | New-SshSignature release | Test-SshSignature -PublicKey $key -Detailed |
///     Where-Object { -not $_.IsValid }
/// </code>
/// </example>
/// <example>
/// <para>Check a text that was signed for a purpose of its own.</para>
/// <code>
/// $signature = New-SshSignature release -Content 'change 4711 approved' -Namespace approval@example.com
/// Test-SshSignature -Content 'change 4711 approved' -Signature "$signature" -Namespace approval@example.com `
///     -PublicKey (Export-SshPublicKey release)
/// </code>
/// </example>
/// <seealso cref="NewSshSignatureCommand"/>
/// <seealso cref="GetSshKeyFingerprintCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "SshSignature", DefaultParameterSetName = FileBySigners)]
[OutputType(typeof(bool), typeof(SshSignatureResult))]
public sealed class TestSshSignatureCommand : SecurityCmdlet
{
    private const string FileBySigners = "PathAndSigners";
    private const string ContentBySigners = "ContentAndSigners";
    private const string FileByKey = "PathAndKey";
    private const string ContentByKey = "ContentAndKey";

    /// <summary>The signed files; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = FileBySigners)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = FileByKey)]
    [Alias("PSPath", "LiteralPath")]
    public string[] Path { get; set; } = [];

    /// <summary>
    /// The signed content instead of a file: text, which is taken as UTF-8, the lines of Get-Content, or bytes.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ContentBySigners)]
    [Parameter(Mandatory = true, ParameterSetName = ContentByKey)]
    public object? Content { get; set; }

    /// <summary>The signature's file; the signed file's name with <c>.sig</c> when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FileBySigners)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FileByKey)]
    public string? SignaturePath { get; set; }

    /// <summary>The signature itself, from <c>-----BEGIN SSH SIGNATURE-----</c> to its end line.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContentBySigners)]
    [Parameter(Mandatory = true, ParameterSetName = ContentByKey)]
    public string? Signature { get; set; }

    /// <summary>
    /// The file that says which keys may sign for which identities (ALLOWED SIGNERS in ssh-keygen(1)).
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = FileBySigners)]
    [Parameter(Mandatory = true, ParameterSetName = ContentBySigners)]
    public string AllowedSignersPath { get; set; } = "";

    /// <summary>
    /// Who must have signed, as the allowed signers file names it, for example <c>release@example.com</c>.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = FileBySigners)]
    [Parameter(Mandatory = true, ParameterSetName = ContentBySigners)]
    public string Identity { get; set; } = "";

    /// <summary>The line of the public key that must have signed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileByKey)]
    [Parameter(Mandatory = true, ParameterSetName = ContentByKey)]
    public string PublicKey { get; set; } = "";

    /// <summary>What the signature must be for; <c>file</c> when it is not given.</summary>
    [Parameter]
    public string Namespace { get; set; } = "file";

    /// <summary>When it was signed, for signers whose time is limited; now when it is not given.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>
    /// Writes an object with the verdict, its reason and the key's fingerprint, instead of true or false.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName is ContentBySigners or ContentByKey)
        {
            ForEachInput(null, () =>
            {
                using SecretBuffer content = KeyContent.From(Content);
                using MemoryStream data = new(content.Span.ToArray(), writable: false);
                Check(SshSignature.Parse(Signature!), data, null);
            });
            return;
        }

        foreach (string path in ResolveExistingPaths(Path, literal: true))
        {
            ForEachInput(path, () =>
            {
                string signature = File.ReadAllText(SignaturePath is null ? path + ".sig" : ResolveNewPath(SignaturePath), Encoding.UTF8);
                using FileStream data = File.OpenRead(path);
                Check(SshSignature.Parse(signature), data, path);
            });
        }
    }

    private void Check(SshSignature signature, Stream data, string? path)
    {
        SshSignatureResult result = ParameterSetName is FileByKey or ContentByKey ? ByKey(signature, data, path) : BySigners(signature, data, path);
        WriteObject(Detailed ? result : (object)result.IsValid);
    }

    private SshSignatureResult ByKey(SshSignature signature, Stream data, string? path)
    {
        bool isKey = SshPublicKey.Parse(PublicKey).Equals(signature.PublicKey);
        bool isValid = isKey && signature.Verify(data, Namespace);
        string reason = isValid ? "The signature is good." : !isKey ? "Another key has signed." :
            signature.Namespace != Namespace ? $"The signature is for '{signature.Namespace}'." : "The signature does not fit the data.";
        return new SshSignatureResult(path, isValid, reason, null, signature);
    }

    private SshSignatureResult BySigners(SshSignature signature, Stream data, string? path)
    {
        SshAllowedSigners signers = SshAllowedSigners.Parse(File.ReadAllText(ResolveNewPath(AllowedSignersPath), Encoding.UTF8));
        foreach (SshLineProblem problem in signers.Problems) WriteWarning($"{AllowedSignersPath}:{problem.LineNumber}: {problem.Message}");
        SshSignatureVerification verdict = signers.Verify(signature, data, Identity, Namespace, At ?? DateTimeOffset.UtcNow);
        return new SshSignatureResult(path, verdict.IsValid, verdict.Text, Identity, signature);
    }
}
