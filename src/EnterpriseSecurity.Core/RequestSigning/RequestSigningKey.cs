using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.RequestSigning;

/// <summary>A key for signed requests: a secret for HMAC, an Ed25519 private key, or an Ed25519 public key, which checks only.</summary>
public sealed class RequestSigningKey : IDisposable
{
    /// <summary>The fewest bytes of an HMAC secret.</summary>
    public const int SmallestSecret = 32;

    /// <summary>The most bytes of an HMAC secret.</summary>
    public const int LargestSecret = 1024;

    private const int LongestId = 128;

    private readonly SecretBuffer? _private;
    private readonly byte[]? _public;

    private RequestSigningKey(SecretBuffer? secret, byte[]? publicKey, string id)
    {
        _private = secret;
        _public = publicKey;
        Id = id;
    }

    /// <summary>The key's id, as requests name it.</summary>
    public string Id { get; }

    /// <summary>True when requests can be signed with it; a public key can only check.</summary>
    public bool CanSign => _private is not null;

    /// <summary>Takes a copy of a secret for HMAC.</summary>
    /// <param name="secret">32 to 1,024 bytes; random ones.</param>
    /// <param name="id">The id: 1 to 128 visible ASCII characters; one that is derived from the secret when null.</param>
    /// <exception cref="InvalidInputException">The secret's size or the id cannot be used.</exception>
    public static RequestSigningKey FromSecret(ReadOnlySpan<byte> secret, string? id = null)
    {
        if (secret.Length is < SmallestSecret or > LargestSecret) throw SecurityErrors.RequestSecretSizeInvalid(SmallestSecret, LargestSecret);
        string name = id ?? ShortHex(HMACSHA256.HashData(secret, "EnterpriseSecurity/1/RequestKeyId"u8));
        CheckId(name);
        return new RequestSigningKey(SecretBuffer.CopyOf(secret), null, name);
    }

    /// <summary>Takes a copy of an Ed25519 private key.</summary>
    /// <param name="seed">The 32 bytes of RFC 8032.</param>
    /// <param name="id">The id; one that is derived from the public key when null.</param>
    /// <exception cref="InvalidInputException">The size or the id cannot be used.</exception>
    public static RequestSigningKey FromEd25519Seed(ReadOnlySpan<byte> seed, string? id = null)
    {
        if (seed.Length != Ed25519.SeedSize) throw SecurityErrors.RequestKeyNotEd25519("an Ed25519 private key is 32 bytes");
        byte[] publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GetPublicKey(seed, publicKey);
        string name = CheckId(id ?? IdOf(publicKey));
        return new RequestSigningKey(SecretBuffer.CopyOf(seed), publicKey, name);
    }

    /// <summary>Takes an Ed25519 public key, for checking.</summary>
    /// <param name="publicKey">The 32 bytes of RFC 8032.</param>
    /// <param name="id">The id; one that is derived from the key when null, the same as its private key has.</param>
    /// <exception cref="InvalidInputException">The size or the id cannot be used.</exception>
    public static RequestSigningKey FromEd25519PublicKey(ReadOnlySpan<byte> publicKey, string? id = null)
    {
        if (publicKey.Length != Ed25519.PublicKeySize) throw SecurityErrors.RequestKeyNotEd25519("an Ed25519 public key is 32 bytes");
        return new RequestSigningKey(null, publicKey.ToArray(), CheckId(id ?? IdOf(publicKey)));
    }

    /// <summary>Takes a copy of an SSH key that is an Ed25519 one.</summary>
    /// <exception cref="InvalidInputException">It is of another kind, or the id cannot be used.</exception>
    public static RequestSigningKey FromSshKey(SshPrivateKey key, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Algorithm != SshEd25519Algorithm.AlgorithmName) throw SecurityErrors.RequestKeyNotEd25519($"this is a key of type {key.Algorithm}");
        SshWireReader fields = key.Fields();
        fields.ReadString();
        return FromEd25519Seed(fields.ReadString()[..Ed25519.SeedSize], id);
    }

    /// <summary>Takes an SSH public key that is an Ed25519 one.</summary>
    /// <exception cref="InvalidInputException">It is of another kind, or the id cannot be used.</exception>
    public static RequestSigningKey FromSshKey(SshPublicKey key, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Algorithm != SshEd25519Algorithm.AlgorithmName) throw SecurityErrors.RequestKeyNotEd25519($"this is a key of type {key.Algorithm}");
        SshWireReader fields = new(key.Blob);
        fields.ReadString();
        return FromEd25519PublicKey(fields.ReadString(), id);
    }

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => _private?.Dispose();

    /// <summary>Says which key it is, never what is in it.</summary>
    public override string ToString() => $"RequestSigningKey ({Id})";

    /// <summary>True for what a request may name a key.</summary>
    internal static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(character => character is > ' ' and < '\x7F');

    /// <summary>The algorithm to sign with.</summary>
    internal RequestSignatureAlgorithm Choose(RequestSignatureAlgorithm? wanted)
    {
        if (!CanSign) throw SecurityErrors.RequestKeyCannotSign();
        RequestSignatureAlgorithm chosen = wanted ?? (_public is null ? RequestSignatureAlgorithm.HmacSha256 : RequestSignatureAlgorithm.Ed25519);
        return Fits(chosen) ? chosen : throw SecurityErrors.RequestAlgorithmUnfit(chosen.ToString());
    }

    /// <summary>True when the algorithm is one for this kind of key: a public key is never taken for an HMAC secret.</summary>
    internal bool Fits(RequestSignatureAlgorithm algorithm) => algorithm switch
    {
        RequestSignatureAlgorithm.HmacSha256 or RequestSignatureAlgorithm.HmacSha512 => _public is null,
        RequestSignatureAlgorithm.Ed25519 => _public is not null,
        _ => false,
    };

    internal byte[] Sign(RequestSignatureAlgorithm algorithm, ReadOnlySpan<byte> message)
    {
        if (algorithm == RequestSignatureAlgorithm.HmacSha256) return HMACSHA256.HashData(_private!.Span, message);
        if (algorithm == RequestSignatureAlgorithm.HmacSha512) return HMACSHA512.HashData(_private!.Span, message);
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_private!.Span, message, signature);
        return signature;
    }

    internal bool Verify(RequestSignatureAlgorithm algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        algorithm == RequestSignatureAlgorithm.Ed25519
            ? Ed25519.Verify(_public!, message, signature)
            : CryptographicOperations.FixedTimeEquals(Sign(algorithm, message), signature);

    private static string CheckId(string id) => IsId(id) ? id : throw SecurityErrors.RequestKeyIdInvalid(LongestId);

    private static string IdOf(ReadOnlySpan<byte> publicKey) => ShortHex(SHA256.HashData(publicKey));

    private static string ShortHex(ReadOnlySpan<byte> digest) => Convert.ToHexStringLower(digest[..8]);
}
