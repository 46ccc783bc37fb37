using System.Security.Cryptography;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Cryptography;

/// <summary>Hashes of bytes and streams, by the functions of <see cref="HashKind"/>. Not for passwords.</summary>
public static class Hashing
{
    /// <summary>Hashes bytes.</summary>
    /// <param name="kind">Which function.</param>
    /// <param name="data">The bytes; may be none.</param>
    /// <returns>The hash: 32 or 64 bytes, as <see cref="HashKind"/> says.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public static byte[] Compute(HashKind kind, ReadOnlySpan<byte> data) => kind switch
    {
        HashKind.Sha256 => SHA256.HashData(data),
        HashKind.Sha512 => SHA512.HashData(data),
        HashKind.Sha3_256 when SHA3_256.IsSupported => SHA3_256.HashData(data),
        HashKind.Sha3_512 when SHA3_512.IsSupported => SHA3_512.HashData(data),
        _ => LibraryProviders.Current.Hashes.Compute(kind, data),
    };

    /// <summary>Hashes a stream from where it stands to its end, in constant memory.</summary>
    /// <param name="kind">Which function.</param>
    /// <param name="data">The stream; it stays open.</param>
    /// <returns>The hash: 32 or 64 bytes, as <see cref="HashKind"/> says.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static byte[] Compute(HashKind kind, Stream data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return kind switch
        {
            HashKind.Sha256 => SHA256.HashData(data),
            HashKind.Sha512 => SHA512.HashData(data),
            HashKind.Sha3_256 when SHA3_256.IsSupported => SHA3_256.HashData(data),
            HashKind.Sha3_512 when SHA3_512.IsSupported => SHA3_512.HashData(data),
            _ => LibraryProviders.Current.Hashes.Compute(kind, data),
        };
    }
}
