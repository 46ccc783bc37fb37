using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Keys;

/// <summary>A data key in use: wraps and unwraps the keys of records.</summary>
internal sealed class DataKey : IDisposable
{
    private readonly KeyedAes256Gcm? _symmetric;
    private readonly RSA? _rsa;

    /// <summary>Reads a key that <see cref="Generate"/> made.</summary>
    public DataKey(DataKeyKind kind, ReadOnlySpan<byte> key)
    {
        Kind = kind;
        if (kind == DataKeyKind.Symmetric)
        {
            _symmetric = new KeyedAes256Gcm(key);
            return;
        }

        _rsa = RSA.Create();
        _rsa.ImportPkcs8PrivateKey(key, out _);
    }

    /// <summary>What the key is.</summary>
    public DataKeyKind Kind { get; }

    /// <summary>Makes a new key: 32 random bytes, or an RSA private key as PKCS#8.</summary>
    public static SecretBuffer Generate(DataKeyKind kind)
    {
        if (kind == DataKeyKind.Symmetric) return SecretBuffer.Random(32);

        using RSA rsa = RSA.Create(kind == DataKeyKind.Rsa4096 ? 4096 : 2048);
        byte[] pkcs8 = rsa.ExportPkcs8PrivateKey();
        try
        {
            return SecretBuffer.CopyOf(pkcs8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>Wraps a record's key. RSA-OAEP has no associated data; the record's seal binds it to its place.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> associatedData) =>
        _rsa is null
            ? _symmetric!.Seal(recordKey, associatedData)
            : _rsa.Encrypt(recordKey, RSAEncryptionPadding.OaepSHA256);

    /// <summary>Unwraps a record's key into a span of its size; false when it is not authentic or of another size.</summary>
    public bool TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> associatedData, Span<byte> recordKey)
    {
        if (_rsa is null) return _symmetric!.TryOpen(wrapped, associatedData, recordKey);
        try
        {
            return _rsa.TryDecrypt(wrapped, recordKey, RSAEncryptionPadding.OaepSHA256, out int written) && written == recordKey.Length;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _symmetric?.Dispose();
        _rsa?.Dispose();
    }
}
