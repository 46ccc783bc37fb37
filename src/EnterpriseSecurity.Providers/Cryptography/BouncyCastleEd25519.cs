using System.Security.Cryptography;
using Rfc8032 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace EnterpriseSecurity.Cryptography;

/// <summary>Ed25519 by Bouncy Castle, which takes arrays only; copies of secrets are pinned and wiped.</summary>
internal sealed class BouncyCastleEd25519 : IEd25519
{
    public void GetPublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        byte[] secret = PinnedCopy(seed);
        byte[] result = new byte[publicKey.Length];
        try
        {
            Rfc8032.GeneratePublicKey(secret, 0, result, 0);
            result.CopyTo(publicKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        byte[] secret = PinnedCopy(seed);
        byte[] content = PinnedCopy(message);
        byte[] result = new byte[signature.Length];
        try
        {
            Rfc8032.Sign(secret, 0, content, 0, content.Length, result, 0);
            result.CopyTo(signature);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(content);
        }
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Rfc8032.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, message.ToArray(), 0, message.Length);

    private static byte[] PinnedCopy(ReadOnlySpan<byte> source)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(source.Length, pinned: true);
        source.CopyTo(copy);
        return copy;
    }
}
