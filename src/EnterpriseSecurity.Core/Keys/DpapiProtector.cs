using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Keys;

/// <summary>A protector whose wrapping key DPAPI keeps: the entry's salt is that key, protected for the user.</summary>
internal sealed class DpapiProtector(IDataProtection protection) : KeyProtector(ProtectorKind.Dpapi, "DPAPI, current user")
{
    internal override ProtectorEntry Protect(ReadOnlySpan<byte> rootKey, string storeId, ProtectorEntry draft)
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        try
        {
            ProtectorEntry entry = draft with { Kdf = "dpapi", Salt = protection.Protect(key, Encoding.UTF8.GetBytes(storeId)) };
            return entry with { Wrapped = Aes256Gcm.Instance.Seal(key, rootKey, entry.Binding(storeId)) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    internal override SecretBuffer? TryUnprotect(ProtectorEntry entry, string storeId)
    {
        byte[]? key = protection.TryUnprotect(entry.Salt, Encoding.UTF8.GetBytes(storeId));
        try
        {
            return key is { Length: 32 } ? Aes256Gcm.Instance.TryOpen(key, entry.Wrapped, entry.Binding(storeId)) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public override void Dispose()
    {
    }
}
