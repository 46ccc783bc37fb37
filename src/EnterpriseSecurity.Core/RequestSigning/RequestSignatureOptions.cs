namespace EnterpriseSecurity.RequestSigning;

/// <summary>How a request shall be signed.</summary>
public sealed record RequestSignatureOptions
{
    /// <summary>The algorithm; when null, HMAC-SHA-256 for a secret and Ed25519 for a private key.</summary>
    public RequestSignatureAlgorithm? Algorithm { get; init; }

    /// <summary>The names of the headers to sign; all of the request's when null.</summary>
    public IReadOnlyList<string>? SignedHeaders { get; init; }
}
