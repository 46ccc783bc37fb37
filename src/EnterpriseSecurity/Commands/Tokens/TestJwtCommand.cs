using System.Management.Automation;
using System.Text;
using System.Text.Json;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>
/// Verifies a signed JSON Web Token: with a key, with a key set, or with the store's signing keys. With a store
/// connected, a token that was revoked there is refused.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "Jwt", DefaultParameterSetName = ByStore)]
[OutputType(typeof(bool), typeof(JwtVerdict), typeof(PSObject))]
public sealed class TestJwtCommand : JwtCmdlet
{
    private const string ByStore = "Store";
    private const string ByKeySet = "KeySet";
    private const string ByKeySetPath = "KeySetPath";

    private JwtKeySet? _keys;

    /// <summary>The token.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string[] Token { get; set; } = [];

    /// <summary>A JSON Web Key Set of the keys to trust: its text, or the object that ConvertFrom-Json or Invoke-RestMethod made of it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKeySet)]
    [ValidateNotNull]
    public object? KeySet { get; set; }

    /// <summary>A file with such a set.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKeySetPath)]
    public string KeySetPath { get; set; } = "";

    /// <summary>The algorithms to accept, of those that belong to the keys; each key's own when it is not given.</summary>
    [Parameter]
    public JwtAlgorithm[] Algorithm { get; set; } = [];

    /// <summary>The issuers to accept; any when it is not given.</summary>
    [Parameter]
    public string[] Issuer { get; set; } = [];

    /// <summary>Who asks. A token that is for an audience is refused when it is not given.</summary>
    [Parameter]
    public string[] Audience { get; set; } = [];

    /// <summary>Accepts a token for any audience.</summary>
    [Parameter]
    public SwitchParameter AnyAudience { get; set; }

    /// <summary>Claims that must be there.</summary>
    [Parameter]
    public string[] RequiredClaim { get; set; } = [];

    /// <summary>The type that the header must name, as <c>at+jwt</c>.</summary>
    [Parameter]
    public string? TokenType { get; set; }

    /// <summary>How far clocks may differ, up to five minutes; 60 seconds when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Accepts a token that has no end.</summary>
    [Parameter]
    public SwitchParameter AllowNoExpiration { get; set; }

    /// <summary>Writes what was learned instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Writes the answer of RFC 7662 instead: active, and for an active token its members.</summary>
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
    protected override void EndProcessing() => _keys?.Dispose();

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
