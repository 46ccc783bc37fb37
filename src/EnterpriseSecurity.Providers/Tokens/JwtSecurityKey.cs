using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;

namespace EnterpriseSecurity.Tokens;

/// <summary>A key as the library knows it: its id and size, and where to ask for signatures.</summary>
internal sealed class JwtSecurityKey : SecurityKey
{
    private readonly ConcurrentDictionary<JwtAlgorithm, TokenValidationParameters> _expectations = [];

    public JwtSecurityKey(JwtKey key)
    {
        Key = key;
        KeyId = key.KeyId;
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false, CustomCryptoProvider = JwtCryptoProvider.Instance };
    }

    public JwtKey Key { get; }

    public override int KeySize => 8 * Key.SignatureSize(Key.Algorithms[0]);

    public override bool IsSupportedAlgorithm(string algorithm) => JwtCryptoProvider.Find(this, algorithm) is not null;

    /// <summary>What is asked of a token: this key, this algorithm, and a signature.</summary>
    public TokenValidationParameters Expectations(JwtAlgorithm algorithm) => _expectations.GetOrAdd(algorithm, one => new TokenValidationParameters
    {
        IssuerSigningKey = this,
        ValidAlgorithms = [one.Name()],
        RequireSignedTokens = true,
        TryAllIssuerSigningKeys = true,
        RequireExpirationTime = false,
        RequireAudience = false,
        ValidateLifetime = false,
        ValidateAudience = false,
        ValidateIssuer = false,
        LogValidationExceptions = false,
    });
}
