namespace EnterpriseSecurity.Passwords;

/// <summary>The hash by which a list of breached passwords names them. Neither is fit to keep passwords; they only find them.</summary>
public enum BreachedPasswordHash
{
    /// <summary>SHA-1 of the password in UTF-8: FIPS 180-4. 20 bytes.</summary>
    Sha1,

    /// <summary>The NT hash of Windows: MD4 (RFC 1320) of the password in UTF-16, little-endian. 16 bytes.</summary>
    Ntlm,
}
