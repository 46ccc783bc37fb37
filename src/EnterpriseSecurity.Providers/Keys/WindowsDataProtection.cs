using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Keys;

/// <summary>DPAPI itself, in the scope of the current user.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsDataProtection : IDataProtection
{
    public byte[] Protect(byte[] plain, byte[] entropy) => ProtectedData.Protect(plain, entropy, DataProtectionScope.CurrentUser);

    public byte[]? TryUnprotect(byte[] guarded, byte[] entropy)
    {
        try
        {
            return ProtectedData.Unprotect(guarded, entropy, DataProtectionScope.CurrentUser);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
