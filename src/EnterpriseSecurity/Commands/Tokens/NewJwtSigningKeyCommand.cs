using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Makes a signing key for tokens in the store, or a new version of one.</summary>
[Cmdlet(VerbsCommon.New, "JwtSigningKey", SupportsShouldProcess = true, DefaultParameterSetName = "New")]
[OutputType(typeof(JwtSigningKeyInfo))]
public sealed class NewJwtSigningKeyCommand : StoreCmdlet
{
    /// <summary>Its name; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JwtSigningKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The only algorithm that it is used with; ES256, or the old version's, when it is not given.</summary>
    [Parameter]
    public JwtAlgorithm? Algorithm { get; set; }

    /// <summary>The size of an RSA key in bits.</summary>
    [Parameter]
    [ValidateSet("2048", "3072", "4096")]
    public int KeySize { get; set; } = 3072;

    /// <summary>Makes a new version of a key that exists: it signs from now on, and the old one verifies for a while.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Rotate")]
    public SwitchParameter Rotate { get; set; }

    /// <summary>For how long the old version verifies; a day when it is not given, <c>0s</c> after a leak.</summary>
    [Parameter(ParameterSetName = "Rotate")]
    [DurationTransformation]
    public TimeSpan? Overlap { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            if (!ShouldProcess(name, Rotate ? "Rotate signing key" : "Create signing key")) continue;
            ForEachInput(name, () => WriteObject(Rotate
                ? store.Tokens.RotateSigningKey(name, Overlap, Algorithm, KeySize)
                : store.Tokens.CreateSigningKey(name, Algorithm ?? JwtAlgorithm.ES256, KeySize)));
        }
    }
}
