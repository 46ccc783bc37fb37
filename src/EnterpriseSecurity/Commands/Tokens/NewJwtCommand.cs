using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>
/// Issues a signed JSON Web Token and writes it as text. Anyone who has it can use it until its end, and can read
/// what it claims.
/// </summary>
[Cmdlet(VerbsCommon.New, "Jwt", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, DefaultParameterSetName = BySigningKey)]
[OutputType(typeof(string), typeof(IssuedJwt))]
public sealed class NewJwtCommand : JwtCmdlet
{
    private JwtKey? _key;

    /// <summary>Whom the token is about (sub).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserId")]
    public string[] Subject { get; set; } = [];

    /// <summary>Further claims; a DateTime becomes seconds since 1970.</summary>
    [Parameter]
    public IDictionary? Claim { get; set; }

    /// <summary>How long it lasts, as in <c>60m</c>.</summary>
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

    /// <summary>The algorithm, one of the key's; for a shared secret HS256, for RSA RS256, when it is not given.</summary>
    [Parameter]
    public JwtAlgorithm? Algorithm { get; set; }

    /// <summary>The type in the header, as <c>at+jwt</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TokenType { get; set; } = "JWT";

    /// <summary>Begins a session in the store: the object that is written has a refresh token too, for Update-Jwt.</summary>
    [Parameter]
    public SwitchParameter WithRefreshToken { get; set; }

    /// <summary>How long the session lasts, whatever is refreshed; 30 days when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RefreshExpiresIn { get; set; }

    /// <summary>Writes an object with the token and what is known of it, instead of the text.</summary>
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
    protected override void EndProcessing() => _key?.Dispose();

    private IssuedJwt Issue(JwtRequest request)
    {
        if (_key is not null) return (TryResolve()?.Tokens.Issuer ?? new JwtIssuer()).Issue(_key, request);
        TokenManager tokens = Resolve().Tokens;
        return WithRefreshToken || RefreshExpiresIn is not null ? tokens.BeginSession(SigningKey, request, RefreshExpiresIn) : tokens.Issue(SigningKey, request);
    }
}
