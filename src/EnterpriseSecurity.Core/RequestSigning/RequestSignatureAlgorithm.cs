namespace EnterpriseSecurity.RequestSigning;

/// <summary>How a request is signed.</summary>
public enum RequestSignatureAlgorithm
{
    /// <summary>HMAC-SHA-256 (RFC 2104), with a secret that both sides hold; <c>hmac-sha256</c> in the header.</summary>
    HmacSha256,

    /// <summary>HMAC-SHA-512, with a secret that both sides hold; <c>hmac-sha512</c> in the header.</summary>
    HmacSha512,

    /// <summary>Ed25519 (RFC 8032), with a private key that only the sender holds; <c>ed25519</c> in the header.</summary>
    Ed25519,
}
