using Microsoft.IdentityModel.Tokens;

namespace EnterpriseSecurity.Tokens;

/// <summary>Answers the library's question for a signature with the key's own.</summary>
internal sealed class JwtCryptoProvider : ICryptoProvider
{
    public static readonly JwtCryptoProvider Instance = new();

    /// <summary>The algorithm of a name, when the key may be used with it.</summary>
    public static JwtAlgorithm? Find(SecurityKey key, string name) =>
        key is JwtSecurityKey one && JwtAlgorithms.Find(name) is { } algorithm && one.Key.Algorithms.Contains(algorithm) ? algorithm : null;

    public bool IsSupportedAlgorithm(string algorithm, params object[] args) => args is [SecurityKey key, ..] && Find(key, algorithm) is not null;

    public object Create(string algorithm, params object[] args) => new JwtSignatureProvider((JwtSecurityKey)args[0], algorithm);

    public void Release(object cryptoInstance)
    {
        // A provider holds nothing of its own.
    }
}
