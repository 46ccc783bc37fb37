using System.Management.Automation;
using System.Text;
using System.Text.Json;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>
/// Verifies a signed JSON Web Token: its signature, times, issuer, audience, and whether it was revoked.
/// </summary>
/// <remarks>
/// <para>
/// Writes $true or $false, so that <c>if (Test-Jwt …)</c> is safe. The keys to trust are the connected store's
/// signing keys (all, or one by -SigningKey), a key that is given (-Key, -KeyPath), or a JSON Web Key Set (-KeySet,
/// -KeySetPath); the last two need no store. With a store connected, tokens that were revoked there are refused,
/// whatever the keys.
/// </para>
/// <para>
/// The algorithm follows from the key, never from the token; <c>none</c> does not exist, and a public key is never
/// taken as a shared secret (RFC 8725). Refused are a token without <c>exp</c> unless -AllowNoExpiration, and one
/// with <c>aud</c> unless -Audience names one of its values or -AnyAudience is given. Clocks may differ by 60
/// seconds. Say what you expect by -Issuer and -RequiredClaim: what is not asked for is not checked.
/// </para>
/// <para>
/// -Detailed writes an object with IsValid, Reason (Accepted, Malformed, AlgorithmNotAllowed, UnknownKey,
/// BadSignature, Expired, NotYetValid, WrongIssuer, WrongAudience, MissingClaim, WrongType, Revoked), Message, and,
/// only for a token that was accepted, its claims. -Introspection answers in the members of RFC 7662.
/// </para>
/// <para>
/// A token that is not good is $false, never an error; a key that cannot be used ends the command. Each check leaves
/// <c>jwt_verified</c> in a connected store's audit trail.
/// </para>
/// </remarks>
/// <example>
/// <para>Verify a token against the connected store's keys.</para>
/// <code>
/// $token = New-Jwt ann -SigningKey api -Audience https://api.example.com
/// if (Test-Jwt $token -Audience https://api.example.com) { 'welcome' }
/// </code>
/// </example>
/// <example>
/// <para>Learn why a token is refused.</para>
/// <code>
/// $token = New-Jwt ann -SigningKey api -Audience https://api.example.com
/// Test-Jwt $token -Audience https://other.example.com -Detailed | Select-Object IsValid, Reason, Message
/// </code>
/// </example>
/// <example>
/// <para>Verify tokens of another service by its published key set, and read the claims of the good ones.</para>
/// <code>
/// $keys = Invoke-RestMethod https://login.example.com/.well-known/jwks.json
/// Get-Content ./tokens.txt |
///     Test-Jwt -KeySet $keys -Issuer https://login.example.com -AnyAudience -Detailed |
///     Where-Object IsValid | ForEach-Object Claims
/// </code>
/// <para>
/// Fetch the set once and keep it for a while, not for each token; fetch it anew when a token's Reason is UnknownKey.
/// </para>
/// </example>
/// <example>
/// <para>Verify with a public key file, and insist on type, algorithm and claims.</para>
/// <code>
/// $token = New-Jwt ci -KeyPath ./signing.pem -TokenType at+jwt -Claim @{ scope = 'build' }
/// Test-Jwt $token -KeyPath ./signing.pub.pem -Algorithm ES256 -TokenType at+jwt -RequiredClaim scope, jti
/// </code>
/// </example>
/// <example>
/// <para>Answer an introspection request (RFC 7662).</para>
/// <code>
/// New-Jwt ann -SigningKey api | Test-Jwt -Introspection | ConvertTo-Json
/// </code>
/// </example>
/// <seealso cref="NewJwtCommand"/>
/// <seealso cref="ConvertFromJwtCommand"/>
/// <seealso cref="RevokeJwtCommand"/>
/// <seealso cref="ExportJwtKeySetCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "Jwt", DefaultParameterSetName = ByStore)]
[OutputType(typeof(bool), typeof(JwtVerdict), typeof(PSObject))]
public sealed class TestJwtCommand : JwtCmdlet
{
    private const string ByStore = "Store";
    private const string ByKeySet = "KeySet";
    private const string ByKeySetPath = "KeySetPath";

    private JwtKeySet? _keys;

    /// <summary>
    /// The token, as it was issued: three parts with dots between, and no white space around them. An empty one is
    /// $false.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string[] Token { get; set; } = [];

    /// <summary>
    /// A JSON Web Key Set (RFC 7517) of the keys to trust: its text, or the object that ConvertFrom-Json or
    /// Invoke-RestMethod made of it.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKeySet)]
    [ValidateNotNull]
    public object? KeySet { get; set; }

    /// <summary>A file with such a set, as Export-JwtKeySet writes it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKeySetPath)]
    public string KeySetPath { get; set; } = "";

    /// <summary>
    /// The algorithms to accept, of those that belong to the keys; each key's own when it is not given.
    /// </summary>
    [Parameter]
    public JwtAlgorithm[] Algorithm { get; set; } = [];

    /// <summary>The issuers (iss) to accept, compared exactly; any, or none, when it is not given.</summary>
    [Parameter]
    public string[] Issuer { get; set; } = [];

    /// <summary>
    /// Who asks (aud): the token must be for one of these. A token that is for an audience is refused when it is not
    /// given.
    /// </summary>
    [Parameter]
    public string[] Audience { get; set; } = [];

    /// <summary>Accepts a token for any audience.</summary>
    [Parameter]
    public SwitchParameter AnyAudience { get; set; }

    /// <summary>The names of claims that must be there, with any value but null.</summary>
    [Parameter]
    public string[] RequiredClaim { get; set; } = [];

    /// <summary>The type that the header must name, as <c>at+jwt</c>; any when it is not given.</summary>
    [Parameter]
    public string? TokenType { get; set; }

    /// <summary>How far clocks may differ, up to five minutes; 60 seconds when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Accepts a token that has no end.</summary>
    [Parameter]
    public SwitchParameter AllowNoExpiration { get; set; }

    /// <summary>Writes an object with the verdict, its reason and the claims instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>
    /// Writes the answer of RFC 7662 instead: active, and for an active token its members; for another only
    /// <c>active: false</c>.
    /// </summary>
    [Parameter]
    public SwitchParameter Introspection { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Detailed && Introspection) ThrowTerminatingError(Errors.ParametersConflict(nameof(Detailed), nameof(Introspection)));
        _keys = ParameterSetName switch
        {
            ByKey or ByKeyPath => new JwtKeySet([OpenKey()]),
            ByKeySet => OrTerminate(null, () => JwtKeySet.Parse(KeySetText())),
            ByKeySetPath => OrTerminate(KeySetPath, () => JwtKeySet.Parse(File.ReadAllText(ResolveNewPath(KeySetPath), Encoding.UTF8))),
            _ => null,
        };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        JwtVerificationOptions options = new()
        {
            Algorithms = Algorithm,
            Issuers = Issuer,
            Audiences = Audience,
            AnyAudience = AnyAudience,
            RequiredClaims = RequiredClaim,
            TokenType = TokenType,
            ClockSkew = ClockSkew,
            AllowNoExpiration = AllowNoExpiration,
        };
        foreach (string token in Token) ForEachInput(null, () => Write(Verify(token, options)));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _keys?.Dispose();
        base.Dispose();
    }

    private JwtVerification Verify(string token, JwtVerificationOptions options) => _keys is null
        ? Resolve().Tokens.Verify(token, options, SigningKey.Length == 0 ? null : SigningKey)
        : (TryResolve()?.Tokens.Verifier ?? new JwtVerifier()).Verify(token, _keys.Keys, options);

    private void Write(JwtVerification verification)
    {
        if (Introspection) WriteObject(ClaimConversion.ToObject(JsonElement.Parse(JwtIntrospection.Of(verification).ToJson())));
        else WriteObject(Detailed ? new JwtVerdict(verification) : (object)verification.IsValid);
    }

    private string KeySetText()
    {
        if (KeySet is PSObject { BaseObject: PSCustomObject } parsed) return ClaimConversion.From(parsed)!.ToJsonString();
        using SecretBuffer content = KeyContent.From(KeySet);
        return Encoding.UTF8.GetString(content.Span);
    }
}
