namespace EnterpriseSecurity.Tokens;

/// <summary>The library that puts signed tokens together and takes them apart (RFC 7515, compact form).</summary>
internal interface IJwtLibrary
{
    /// <summary>Signs a payload; the header has the algorithm, the key's id and the type.</summary>
    string Sign(JwtKey key, JwtAlgorithm algorithm, string type, string payload);

    /// <summary>True when a token, which has passed this library's own checks, was signed by the key with this algorithm.</summary>
    bool Verify(string token, JwtKey key, JwtAlgorithm algorithm);
}
