using System.Runtime.CompilerServices;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EnterpriseSecurity.Tokens;

/// <summary>
/// Tokens by Microsoft.IdentityModel. The library sees a token only after Core's own checks, with one key and one
/// algorithm to accept; claims are Core's business. It never holds a key: it asks back for each signature.
/// </summary>
internal sealed class IdentityModelJwt : IJwtLibrary
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly ConditionalWeakTable<JwtKey, JwtSecurityKey> _keys = [];

    public string Sign(JwtKey key, JwtAlgorithm algorithm, string type, string payload)
    {
        SigningCredentials credentials = new(_keys.GetValue(key, Wrap), algorithm.Name());
        return _handler.CreateToken(payload, credentials, new Dictionary<string, object> { [JwtHeaderParameterNames.Typ] = type });
    }

    public bool Verify(string token, JwtKey key, JwtAlgorithm algorithm)
    {
        // Nothing here waits: there is no configuration to fetch and no validator that is asynchronous.
        TokenValidationResult result = _handler.ValidateTokenAsync(token, _keys.GetValue(key, Wrap).Expectations(algorithm)).GetAwaiter().GetResult();
        return result.IsValid;
    }

    private static JwtSecurityKey Wrap(JwtKey key) => new(key);
}
