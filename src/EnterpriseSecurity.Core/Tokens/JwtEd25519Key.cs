using System.Buffers.Text;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>Ed25519 keys: RFC 8037 section 3.1.</summary>
internal sealed class JwtEd25519Key : JwtKey
{
    private readonly SecretBuffer? _seed;
    private readonly byte[] _publicKey;

    private JwtEd25519Key(SecretBuffer? seed, byte[] publicKey)
        : base(JwtKeyType.Ed25519, [JwtAlgorithm.EdDSA], seed is not null)
    {
        _seed = seed;
        _publicKey = publicKey;
    }

    public static JwtEd25519Key FromSeed(ReadOnlySpan<byte> seed)
    {
        byte[] publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GetPublicKey(seed, publicKey);
        return new JwtEd25519Key(SecretBuffer.CopyOf(seed), publicKey);
    }

    public static JwtEd25519Key FromPublic(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == Ed25519.PublicKeySize ? new JwtEd25519Key(null, publicKey.ToArray()) : throw SecurityErrors.JwtKeyMalformed("an Ed25519 public key has 32 bytes.");

    /// <summary>True when the public part is this one.</summary>
    public bool HasPublic(ReadOnlySpan<byte> publicKey) => publicKey.SequenceEqual(_publicKey);

    public override void Dispose() => _seed?.Dispose();

    internal override int SignatureSize(JwtAlgorithm algorithm) => Ed25519.SignatureSize;

    internal override int Sign(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> signature)
    {
        Ed25519.Sign(_seed!.Span, data, signature[..Ed25519.SignatureSize]);
        return Ed25519.SignatureSize;
    }

    internal override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Ed25519.Verify(_publicKey, data, signature);

    internal override SecretBuffer ExportPrivate() => SecretBuffer.CopyOf(_seed!.Span);

    private protected override void WriteRequired(Utf8JsonWriter writer)
    {
        writer.WriteString("crv", "Ed25519");
        writer.WriteString("kty", "OKP");
        writer.WriteString("x", Base64Url.EncodeToString(_publicKey));
    }
}
