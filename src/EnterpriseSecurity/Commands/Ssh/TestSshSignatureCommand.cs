using System.Management.Automation;
using System.Text;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Checks an SSH signature, as <c>ssh-keygen -Y verify</c> does: that the data is what was signed, for this namespace,
/// by a key that is trusted: one that is given, or one that an allowed signers file has for an identity.
/// </summary>
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

    /// <summary>The signed content instead of a file: text, which is taken as UTF-8, or bytes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContentBySigners)]
    [Parameter(Mandatory = true, ParameterSetName = ContentByKey)]
    public object? Content { get; set; }

    /// <summary>The signature file; the signed file's name with <c>.sig</c> when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FileBySigners)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FileByKey)]
    public string? SignaturePath { get; set; }

    /// <summary>The signature itself, from BEGIN to END.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContentBySigners)]
    [Parameter(Mandatory = true, ParameterSetName = ContentByKey)]
    public string? Signature { get; set; }

    /// <summary>The file that says which keys may sign for which identities (ALLOWED SIGNERS in ssh-keygen(1)).</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileBySigners)]
    [Parameter(Mandatory = true, ParameterSetName = ContentBySigners)]
    public string AllowedSignersPath { get; set; } = "";

    /// <summary>Who must have signed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileBySigners)]
    [Parameter(Mandatory = true, ParameterSetName = ContentBySigners)]
    public string Identity { get; set; } = "";

    /// <summary>The public key's line of the key that must have signed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileByKey)]
    [Parameter(Mandatory = true, ParameterSetName = ContentByKey)]
    public string PublicKey { get; set; } = "";

    /// <summary>What the signature must be for.</summary>
    [Parameter]
    public string Namespace { get; set; } = "file";

    /// <summary>When it was signed, for signers whose time is limited; now when it is not given.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>Writes what was learned instead of true or false.</summary>
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
