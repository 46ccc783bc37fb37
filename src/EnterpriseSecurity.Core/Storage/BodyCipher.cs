namespace EnterpriseSecurity.Storage;

/// <summary>How a record's body is sealed. The numbers are on disk and never change their meaning.</summary>
internal enum BodyCipher
{
    Aes256Gcm = 1,
    ChaCha20Poly1305 = 2,
    Aes256CbcHmac = 3,
    Fernet = 4,

    /// <summary>There is no body: all of the record is in its clear columns, which the seal covers.</summary>
    None = 5,
}
