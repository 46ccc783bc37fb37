using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Keys;

/// <summary>A protector whose holder knows a secret: guessable ones go through Argon2id, random ones through HKDF.</summary>
internal sealed class SharedSecretProtector(ProtectorKind kind, string description, SecretBuffer secret, bool isRandom)
    : KeyProtector(kind, description)
{
    private const string Argon2id = "argon2id";
    private const string Hkdf = "hkdf-sha256";

    // RFC 9106's second recommended option.
    private static readonly Argon2Parameters Cost = new(MemoryKiB: 64 * 1024, Iterations: 3, Parallelism: 1);

    // A store.json from elsewhere must not make this process run out of memory before the wrong key is noticed.
    private const int LargestMemoryKiB = 4 * 1024 * 1024;

    internal override ProtectorEntry Protect(ReadOnlySpan<byte> rootKey, string storeId, ProtectorEntry draft)
    {
        ProtectorEntry entry = draft with
        {
            Kdf = isRandom ? Hkdf : Argon2id,
            Salt = RandomNumberGenerator.GetBytes(16),
            MemoryKiB = isRandom ? 0 : Cost.MemoryKiB,
            Iterations = isRandom ? 0 : Cost.Iterations,
            Parallelism = isRandom ? 0 : Cost.Parallelism,
        };
        using SecretBuffer key = Derive(entry)!;
        return entry with { Wrapped = Aes256Gcm.Instance.Seal(key.Span, rootKey, entry.Binding(storeId)) };
    }

    internal override SecretBuffer? TryUnprotect(ProtectorEntry entry, string storeId)
    {
        using SecretBuffer? key = Derive(entry);
        return key is null ? null : Aes256Gcm.Instance.TryOpen(key.Span, entry.Wrapped, entry.Binding(storeId));
    }

    public override void Dispose() => secret.Dispose();

    private SecretBuffer? Derive(ProtectorEntry entry)
    {
        SecretBuffer key = new(32);
        switch (entry.Kdf)
        {
            case Hkdf:
                HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Span, key.Span, entry.Salt, Encoding.UTF8.GetBytes("EnterpriseSecurity/1/Protector"));
                return key;
            case Argon2id when entry is { MemoryKiB: >= 8 and <= LargestMemoryKiB, Iterations: >= 1 and <= 1000, Parallelism: >= 1 and <= 64, Salt.Length: >= 8 } && entry.MemoryKiB >= 8 * entry.Parallelism:
                Argon2.DeriveKey(Argon2Variant.Argon2id, secret.Span, entry.Salt, new Argon2Parameters(entry.MemoryKiB, entry.Iterations, entry.Parallelism), key.Span);
                return key;
            default:
                key.Dispose();
                return null;
        }
    }
}
