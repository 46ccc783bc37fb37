using System.Security.Cryptography;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>HMAC keys: RFC 7518 section 3.2. A key is at least as long as the hash.</summary>
internal sealed class JwtSymmetricKey : JwtKey
{
    private const int LongestSecret = 16 * 1024;

    private readonly SecretBuffer _secret;

    public JwtSymmetricKey(ReadOnlySpan<byte> secret)
        : base(JwtKeyType.Symmetric, Allowed(secret), isPrivate: true) => _secret = SecretBuffer.CopyOf(secret);

    public int Size => _secret.Length;

    public override void Dispose() => _secret.Dispose();

    internal override int SignatureSize(JwtAlgorithm algorithm) => algorithm.HashSize();

    internal override int Sign(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> signature) => algorithm switch
    {
        JwtAlgorithm.HS256 => HMACSHA256.HashData(_secret.Span, data, signature),
        JwtAlgorithm.HS384 => HMACSHA384.HashData(_secret.Span, data, signature),
        _ => HMACSHA512.HashData(_secret.Span, data, signature),
    };

    internal override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[HMACSHA512.HashSizeInBytes];
        int size = Sign(algorithm, data, expected);
        return CryptographicOperations.FixedTimeEquals(expected[..size], signature);
    }

    internal override SecretBuffer ExportPrivate() => SecretBuffer.CopyOf(_secret.Span);

    private protected override void WriteRequired(Utf8JsonWriter writer) => throw SecurityErrors.JwtKeyNotPublic();

    private static JwtAlgorithm[] Allowed(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < HMACSHA256.HashSizeInBytes) throw SecurityErrors.JwtSecretTooShort(secret.Length, JwtAlgorithm.HS256);
        if (secret.Length > LongestSecret) throw SecurityErrors.JwtSecretTooLong(LongestSecret);
        // The classic confusion: a public key, which everyone has, taken for the secret.
        if (JwtKeyFile.LooksLikeKey(secret)) throw SecurityErrors.JwtSecretIsKey();
        int size = secret.Length;
        return [.. JwtAlgorithms.Of(JwtKeyType.Symmetric).Where(algorithm => size >= algorithm.HashSize())];
    }
}
