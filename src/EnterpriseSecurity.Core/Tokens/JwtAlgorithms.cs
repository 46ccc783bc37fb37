using System.Security.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>What belongs to each algorithm.</summary>
internal static class JwtAlgorithms
{
    private static readonly string[] Names = Enum.GetNames<JwtAlgorithm>();

    /// <summary>The name in a token's header. Names are case-sensitive (RFC 7515 section 4.1.1).</summary>
    public static string Name(this JwtAlgorithm algorithm) => Names[(int)algorithm];

    /// <summary>The algorithm of a name, or null for any other, <c>none</c> in every spelling among them.</summary>
    public static JwtAlgorithm? Find(string? name)
    {
        int index = Array.IndexOf(Names, name);
        return index < 0 ? null : (JwtAlgorithm)index;
    }

    public static JwtKeyType KeyType(this JwtAlgorithm algorithm) => algorithm switch
    {
        <= JwtAlgorithm.HS512 => JwtKeyType.Symmetric,
        <= JwtAlgorithm.PS512 => JwtKeyType.Rsa,
        <= JwtAlgorithm.ES512 => JwtKeyType.Ecdsa,
        _ => JwtKeyType.Ed25519,
    };

    public static HashAlgorithmName Hash(this JwtAlgorithm algorithm) => algorithm switch
    {
        JwtAlgorithm.HS256 or JwtAlgorithm.RS256 or JwtAlgorithm.PS256 or JwtAlgorithm.ES256 => HashAlgorithmName.SHA256,
        JwtAlgorithm.HS384 or JwtAlgorithm.RS384 or JwtAlgorithm.PS384 or JwtAlgorithm.ES384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    /// <summary>The hash's size in bytes, which is also the least size of an HMAC key (RFC 7518 section 3.2).</summary>
    public static int HashSize(this JwtAlgorithm algorithm) => algorithm switch
    {
        JwtAlgorithm.HS256 => HMACSHA256.HashSizeInBytes,
        JwtAlgorithm.HS384 => HMACSHA384.HashSizeInBytes,
        _ => HMACSHA512.HashSizeInBytes,
    };

    public static RSASignaturePadding Padding(this JwtAlgorithm algorithm) =>
        algorithm is JwtAlgorithm.PS256 or JwtAlgorithm.PS384 or JwtAlgorithm.PS512 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    /// <summary>The algorithms of a key type.</summary>
    public static IEnumerable<JwtAlgorithm> Of(JwtKeyType type) => Enum.GetValues<JwtAlgorithm>().Where(algorithm => algorithm.KeyType() == type);
}
