namespace EnterpriseSecurity.Keys;

/// <summary>What a key that is derived from the root key is for. The names go into HKDF and never change.</summary>
internal enum KeyPurpose
{
    /// <summary>Wraps the data keys.</summary>
    DataKeyWrap,

    /// <summary>Seals the columns of records.</summary>
    RecordSeal,

    /// <summary>Adds records into the digest of all records.</summary>
    RecordDigest,

    /// <summary>Seals the head: the last audit line, the count and digest of records.</summary>
    Head,

    /// <summary>Chains the audit lines.</summary>
    AuditChain,

    /// <summary>Authenticates <c>store.json</c>.</summary>
    Descriptor,

    /// <summary>Seals backup and export manifests.</summary>
    Backup,

    /// <summary>Turns secrets that are only ever checked (API keys, backup codes) into lookup hashes.</summary>
    Lookup,

    /// <summary>Seals how to reach a database server, and the password for it.</summary>
    Connection,

    /// <summary>Turns refresh tokens into the hashes that are kept of them.</summary>
    RefreshToken,

    /// <summary>Authenticates the journals in which uses are counted.</summary>
    Usage,

    /// <summary>Turns names into the pseudonyms of a redacted report.</summary>
    Pseudonym,
}
