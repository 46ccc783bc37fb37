namespace EnterpriseSecurity.Passwords;

/// <summary>The algorithms of password hashes. The last three are for the verification of old hashes only.</summary>
public enum PasswordHashAlgorithm
{
    /// <summary>Argon2id: RFC 9106. The one for new hashes.</summary>
    Argon2id,

    /// <summary>bcrypt; takes passwords of up to 72 bytes.</summary>
    Bcrypt,

    /// <summary>scrypt: RFC 7914.</summary>
    Scrypt,

    /// <summary>PBKDF2 with HMAC-SHA-256: RFC 8018.</summary>
    Pbkdf2Sha256,

    /// <summary>PBKDF2 with HMAC-SHA-512: RFC 8018.</summary>
    Pbkdf2Sha512,

    /// <summary>Argon2i; verified only.</summary>
    Argon2i,

    /// <summary>Argon2d; verified only.</summary>
    Argon2d,

    /// <summary>PBKDF2 with HMAC-SHA-1; verified only.</summary>
    Pbkdf2Sha1,
}
