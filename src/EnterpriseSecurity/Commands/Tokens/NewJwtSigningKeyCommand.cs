using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Makes a signing key for tokens in the connected store, or a new version of one.</summary>
/// <remarks>
/// <para>
/// The private part is sealed in the store and never leaves it; New-Jwt -SigningKey signs with it, and
/// Export-JwtKeySet publishes the public part. A key is used with one algorithm only.
/// </para>
/// <para>
/// ES256 suits most: small, fast, and verified by others with the public key. RS256 is for verifiers that know
/// nothing else. HS256 is for tokens that only this store verifies: a shared secret is never published.
/// </para>
/// <para>
/// -Rotate makes the next version: it signs from now on, and the old one goes on verifying for -Overlap. Take at
/// least as long as the longest token lasts, and have verifiers fetch the key set anew. After a leak use <c>-Overlap
/// 0s</c>: the tokens of the old version are refused at once.
/// </para>
/// <para>
/// The audit trail gets <c>jwt_signing_key_created</c> or <c>jwt_signing_key_rotated</c>. Errors a user meets:
/// JwtSigningKeyExists, and with -Rotate JwtSigningKeyNotFound. Signing keys are not removed.
/// </para>
/// </remarks>
/// <example>
/// <para>Make a key for a service's tokens, and publish its public part.</para>
/// <code>
/// New-JwtSigningKey login -Algorithm ES256
/// Export-JwtKeySet login ./jwks-login.json
/// </code>
/// </example>
/// <example>
/// <para>Rotate a key; tokens of the old version are good for two more days.</para>
/// <code>
/// New-JwtSigningKey api -Rotate -Overlap 2d
/// Get-JwtSigningKey api
/// </code>
/// </example>
/// <example>
/// <para>Rotate every key after a leak, so that no token of before is accepted.</para>
/// <code>
/// Get-JwtSigningKey | Where-Object State -eq Current | New-JwtSigningKey -Rotate -Overlap 0s
/// </code>
/// </example>
/// <example>
/// <para>Make an RSA key of 4096 bits for verifiers that know RS256 only.</para>
/// <code>
/// New-JwtSigningKey legacy -Algorithm RS256 -KeySize 4096
/// </code>
/// </example>
/// <seealso cref="GetJwtSigningKeyCommand"/>
/// <seealso cref="ExportJwtKeySetCommand"/>
/// <seealso cref="NewJwtCommand"/>
[Cmdlet(VerbsCommon.New, "JwtSigningKey", SupportsShouldProcess = true, DefaultParameterSetName = "New")]
[OutputType(typeof(JwtSigningKeyInfo))]
public sealed class NewJwtSigningKeyCommand : StoreCmdlet
{
    /// <summary>Its name; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JwtSigningKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>
    /// The only algorithm that it is used with; ES256, or with -Rotate the old version's, when it is not given.
    /// </summary>
    [Parameter]
    public JwtAlgorithm? Algorithm { get; set; }

    /// <summary>
    /// The size of an RSA key in bits: 2048, 3072 or 4096; 3072, or with -Rotate the old version's, when it is not
    /// given. Other kinds have one size.
    /// </summary>
    [Parameter]
    [ValidateSet("2048", "3072", "4096")]
    public int? KeySize { get; set; }

    /// <summary>Makes a new version of a key that exists: it signs from now on, and the old one verifies for a while.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Rotate")]
    public SwitchParameter Rotate { get; set; }

    /// <summary>
    /// For how long the old version verifies, up to ten years, as in <c>2d</c>; a day when it is not given, <c>0s</c>
    /// after a leak.
    /// </summary>
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
                : store.Tokens.CreateSigningKey(name, Algorithm ?? JwtAlgorithm.ES256, KeySize ?? 3072)));
        }
    }
}
