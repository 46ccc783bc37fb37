using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Issues a signed JSON Web Token (JWT) and writes it as text.</summary>
/// <remarks>
/// <para>
/// A token says who someone is (-Subject) and whatever -Claim adds, until its end. It is signed with a key of the
/// connected store (-SigningKey), with a key that is given (-Key), or with one in a file (-KeyPath). With the last
/// two no store is needed. The form is JWS compact serialization (RFC 7515, 7519).
/// </para>
/// <para>
/// A token is signed, not encrypted: whoever has it can read every claim, and can use it until its end. So put no
/// secret into a claim (a SecureString there is refused), keep -ExpiresIn short, and name an -Audience, so that a
/// token for one service is not taken by another.
/// </para>
/// <para>
/// The algorithm follows from the key: HS256 for a shared secret, RS256 for RSA, ES256, ES384 or ES512 by the curve,
/// EdDSA for Ed25519. -Algorithm chooses another one of the same key, as PS256 for RSA. <c>iat</c>, <c>jti</c> (128
/// random bits) and <c>exp</c> are always set; <c>nbf</c>, <c>iss</c> and <c>aud</c> by their parameters.
/// </para>
/// <para>
/// -WithRefreshToken begins a session in the store and writes an object with Token and RefreshToken: hand the first
/// to the service, keep the second for Update-Jwt. A session needs -SigningKey.
/// </para>
/// <para>
/// A connected store's audit trail gets <c>jwt_issued</c> with subject and ids, never the token; it is told before
/// the token is handed out. Errors a user meets: JwtSigningKeyNotFound, JwtSecretTooShort, JwtKeyCannotSign (a public
/// key), JwtClaimReserved (a claim that has a parameter), JwtLifetimeInvalid.
/// </para>
/// </remarks>
/// <example>
/// <para>Issue a token for a test, with a shared secret, without a store.</para>
/// <code>
/// $secret = Read-Host -AsSecureString 'Shared secret, at least 32 bytes'
/// $token = New-Jwt ann -Key $secret -Claim @{ role = 'admin' } -ExpiresIn 15m
/// Test-Jwt $token -Key $secret
/// </code>
/// </example>
/// <example>
/// <para>Issue an access token with a signing key of the store, for one service.</para>
/// <code>
/// New-Jwt ann -SigningKey api -Issuer https://login.example.com -Audience https://api.example.com `
///     -TokenType at+jwt -Claim @{ scope = 'read write'; groups = 'ops', 'dev' } -ExpiresIn 15m
/// </code>
/// </example>
/// <example>
/// <para>Call a web service with a token from a private key file.</para>
/// <code>
/// $token = New-Jwt ci -KeyPath ./signing.pem -Audience https://api.example.com -ExpiresIn 5m
/// Invoke-RestMethod https://api.example.com/v1/builds -Headers @{ Authorization = "Bearer $token" }
/// </code>
/// </example>
/// <example>
/// <para>Issue tokens for the users of a list, and keep the ids by which they can be revoked.</para>
/// <code>
/// 'ann', 'bob' | New-Jwt -SigningKey api -ExpiresIn 1d -Detailed | Select-Object Subject, Id, ExpiresAt
/// </code>
/// </example>
/// <example>
/// <para>Begin a session of 30 days whose access tokens last 15 minutes.</para>
/// <code>
/// $session = New-Jwt ann -SigningKey api -ExpiresIn 15m -WithRefreshToken -RefreshExpiresIn 30d
/// $session = $session | Update-Jwt
/// Test-Jwt $session.Token
/// </code>
/// </example>
/// <seealso cref="TestJwtCommand"/>
/// <seealso cref="UpdateJwtCommand"/>
/// <seealso cref="RevokeJwtCommand"/>
/// <seealso cref="NewJwtSigningKeyCommand"/>
[Cmdlet(VerbsCommon.New, "Jwt", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, DefaultParameterSetName = BySigningKey)]
[OutputType(typeof(string), typeof(IssuedJwt))]
public sealed class NewJwtCommand : JwtCmdlet
{
    private JwtKey? _key;

    /// <summary>Whom the token is about (sub).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserId")]
    public string[] Subject { get; set; } = [];

    /// <summary>
    /// Further claims as a table: text, numbers, truth values, lists, tables; a DateTime becomes seconds since 1970.
    /// Registered claims are set by parameters and refused here.
    /// </summary>
    [Parameter]
    public IDictionary? Claim { get; set; }

    /// <summary>
    /// How long it lasts, from a second to ten years, as in <c>15m</c>; 60 minutes when it is not given.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ExpiresIn { get; set; } = JwtRequest.DefaultLifetime;

    /// <summary>From when on it is valid; at once when it is not given.</summary>
    [Parameter]
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Who issues it (iss).</summary>
    [Parameter]
    public string? Issuer { get; set; }

    /// <summary>Whom it is for (aud).</summary>
    [Parameter]
    public string[] Audience { get; set; } = [];

    /// <summary>
    /// The algorithm, one of the key's; the key's own when it is not given: HS256 for a shared secret, RS256 for RSA.
    /// </summary>
    [Parameter]
    public JwtAlgorithm? Algorithm { get; set; }

    /// <summary>The type in the header, as <c>at+jwt</c> (RFC 9068); <c>JWT</c> when it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TokenType { get; set; } = "JWT";

    /// <summary>Begins a session in the store: the object that is written has a refresh token too, for Update-Jwt.</summary>
    [Parameter]
    public SwitchParameter WithRefreshToken { get; set; }

    /// <summary>
    /// How long the session lasts, whatever is refreshed; 30 days when it is not given. It begins a session as
    /// -WithRefreshToken does.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RefreshExpiresIn { get; set; }

    /// <summary>
    /// Writes an object with the token, its id, key id and end, instead of the text. Its default display hides the
    /// token.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == BySigningKey) return;
        if (WithRefreshToken || RefreshExpiresIn is not null) ThrowTerminatingError(Errors.RefreshNeedsSigningKey());
        _key = OpenKey();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string subject in Subject)
        {
            if (!ShouldProcess(subject, "Issue token")) continue;
            ForEachInput(subject, () =>
            {
                IssuedJwt issued = Issue(new JwtRequest
                {
                    Subject = subject,
                    Claims = ClaimConversion.From(Claim),
                    ExpiresIn = ExpiresIn,
                    NotBefore = NotBefore,
                    Issuer = Issuer,
                    Audience = Audience,
                    Algorithm = Algorithm,
                    TokenType = TokenType,
                });
                WriteObject(Detailed || issued.RevealRefreshToken() is not null ? issued : (object)issued.RevealToken());
            });
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _key?.Dispose();
        base.Dispose();
    }

    private IssuedJwt Issue(JwtRequest request)
    {
        if (_key is not null) return (TryResolve()?.Tokens.Issuer ?? new JwtIssuer()).Issue(_key, request);
        TokenManager tokens = Resolve().Tokens;
        return WithRefreshToken || RefreshExpiresIn is not null ? tokens.BeginSession(SigningKey, request, RefreshExpiresIn) : tokens.Issue(SigningKey, request);
    }
}
