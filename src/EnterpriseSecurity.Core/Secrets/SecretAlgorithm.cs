namespace EnterpriseSecurity.Secrets;

/// <summary>How a secret is sealed. Every secret has a key of its own, whatever the algorithm.</summary>
public enum SecretAlgorithm
{
    /// <summary>AES-256 in Galois/Counter Mode.</summary>
    Aes256Gcm,

    /// <summary>ChaCha20-Poly1305, RFC 8439.</summary>
    ChaCha20Poly1305,

    /// <summary>AES-256-CBC and HMAC, encrypt-then-MAC.</summary>
    Aes256CbcHmac,

    /// <summary>A Fernet token.</summary>
    Fernet,

    /// <summary>AES-256-GCM, the secret's key wrapped with RSA-2048-OAEP.</summary>
    Rsa2048,

    /// <summary>AES-256-GCM, the secret's key wrapped with RSA-4096-OAEP.</summary>
    Rsa4096,
}
