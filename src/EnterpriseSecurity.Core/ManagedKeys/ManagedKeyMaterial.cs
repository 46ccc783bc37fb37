using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.ManagedKeys;

/// <summary>A key's secret part as it is sealed: random bytes, or a key pair in PKCS#8.</summary>
internal static class ManagedKeyMaterial
{
    private const int SmallestSymmetric = 256;
    private const int LargestSymmetric = 4096;

    /// <summary>True for a key pair.</summary>
    public static bool IsPair(ManagedKeyType type) => type is ManagedKeyType.Rsa or ManagedKeyType.Ecdsa or ManagedKeyType.Ed25519;

    /// <summary>The size to make, checked.</summary>
    /// <exception cref="InvalidInputException">There is no key of this type and size.</exception>
    public static int SizeFor(ManagedKeyType type, int? wanted)
    {
        int size = wanted ?? type switch { ManagedKeyType.Rsa => 3072, ManagedKeyType.Jwt => 512, _ => 256 };
        bool fits = type switch
        {
            ManagedKeyType.Rsa => size is 2048 or 3072 or 4096,
            ManagedKeyType.Ecdsa => size is 256 or 384 or 521,
            ManagedKeyType.Ed25519 => size == 256,
            _ => size is >= SmallestSymmetric and <= LargestSymmetric && size % 8 == 0,
        };
        return fits ? size : throw SecurityErrors.ManagedKeySizeInvalid(type.ToString());
    }

    /// <summary>Makes new material.</summary>
    /// <returns>What is sealed, which the caller wipes, and the public key of a pair.</returns>
    public static (SecretBuffer Secret, SshPublicKey? PublicKey) Generate(ManagedKeyType type, int size)
    {
        if (!IsPair(type)) return (SecretBuffer.Random(size / 8), null);
        using SshPrivateKey pair = SshPrivateKey.Generate((type, size) switch
        {
            (ManagedKeyType.Rsa, 2048) => SshKeyType.Rsa2048,
            (ManagedKeyType.Rsa, 4096) => SshKeyType.Rsa4096,
            (ManagedKeyType.Rsa, _) => SshKeyType.Rsa3072,
            (ManagedKeyType.Ecdsa, 384) => SshKeyType.Ecdsa384,
            (ManagedKeyType.Ecdsa, 521) => SshKeyType.Ecdsa521,
            (ManagedKeyType.Ecdsa, _) => SshKeyType.Ecdsa256,
            _ => SshKeyType.Ed25519,
        });
        return (SshPrivateKeyFile.Write(pair, SshPrivateKeyFormat.Pkcs8), pair.PublicKey);
    }
}
