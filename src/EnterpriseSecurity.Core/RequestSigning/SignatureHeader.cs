namespace EnterpriseSecurity.RequestSigning;

/// <summary>The names of the headers that carry a signature.</summary>
internal static class SignatureHeader
{
    public const string Signature = "X-Signature";
    public const string Algorithm = "X-Signature-Algorithm";
    public const string KeyId = "X-Signature-KeyId";
    public const string Timestamp = "X-Signature-Timestamp";
    public const string Nonce = "X-Signature-Nonce";
    public const string SignedHeaders = "X-Signature-Headers";
    public const string BodyHash = "X-Content-SHA256";

    /// <summary>All of them; each is signed by itself, so none can be chosen as a header to sign.</summary>
    public static readonly string[] All = [Signature, Algorithm, KeyId, Timestamp, Nonce, SignedHeaders, BodyHash];

    /// <summary>How an algorithm is written.</summary>
    public static string Write(RequestSignatureAlgorithm algorithm) => algorithm switch
    {
        RequestSignatureAlgorithm.HmacSha256 => "hmac-sha256",
        RequestSignatureAlgorithm.HmacSha512 => "hmac-sha512",
        _ => "ed25519",
    };

    /// <summary>The algorithm of a written name, which is exactly as we write it; null for another.</summary>
    public static RequestSignatureAlgorithm? Read(string name) => name switch
    {
        "hmac-sha256" => RequestSignatureAlgorithm.HmacSha256,
        "hmac-sha512" => RequestSignatureAlgorithm.HmacSha512,
        "ed25519" => RequestSignatureAlgorithm.Ed25519,
        _ => null,
    };

    /// <summary>True for a header's name (RFC 9110, token).</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal));
}
