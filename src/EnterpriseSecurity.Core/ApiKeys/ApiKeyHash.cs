using System.Security.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>What is kept of an API key's text: HMAC-SHA-256, under a key of the store, over a label and the text's SHA-256.</summary>
internal static class ApiKeyHash
{
    /// <summary>The hash of a key's text in UTF-8.</summary>
    public static byte[] Of(KeyRing keys, ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return OfDigest(keys, digest);
    }

    /// <summary>The hash of a key whose text's SHA-256 is known.</summary>
    public static byte[] OfDigest(KeyRing keys, ReadOnlySpan<byte> sha256)
    {
        Span<byte> labelled = stackalloc byte[8 + SHA256.HashSizeInBytes];
        "api-key\0"u8.CopyTo(labelled);
        sha256.CopyTo(labelled[8..]);
        return keys.Authenticate(KeyPurpose.Lookup, labelled);
    }
}
