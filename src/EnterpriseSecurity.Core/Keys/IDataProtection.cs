namespace EnterpriseSecurity.Keys;

/// <summary>What DPAPI does: only the same Windows user gets back what was protected.</summary>
internal interface IDataProtection
{
    /// <summary>Protects a key for the current user.</summary>
    byte[] Protect(byte[] plain, byte[] entropy);

    /// <summary>Gives the key back; null when it was protected by another user, or is not whole.</summary>
    byte[]? TryUnprotect(byte[] guarded, byte[] entropy);
}
