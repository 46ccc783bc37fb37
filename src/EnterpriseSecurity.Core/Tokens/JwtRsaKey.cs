using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>RSA keys: RFC 7518 sections 3.3 and 3.5, of 2048 to 16,384 bits.</summary>
internal sealed class JwtRsaKey : JwtKey
{
    private const int LargestKey = 16_384;

    private readonly RSA _rsa;

    /// <summary>Takes the key over.</summary>
    public JwtRsaKey(RSA rsa, bool isPrivate)
        : base(JwtKeyType.Rsa, [.. JwtAlgorithms.Of(JwtKeyType.Rsa)], isPrivate)
    {
        _rsa = rsa;
        if (rsa.KeySize is >= SmallestRsaKey and <= LargestKey) return;
        int size = rsa.KeySize;
        rsa.Dispose();
        throw SecurityErrors.JwtRsaSizeInvalid(size, SmallestRsaKey, LargestKey);
    }

    public override void Dispose() => _rsa.Dispose();

    internal override int SignatureSize(JwtAlgorithm algorithm) => (_rsa.KeySize + 7) / 8;

    internal override int Sign(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> signature) =>
        _rsa.SignData(data, signature, algorithm.Hash(), algorithm.Padding());

    internal override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureSize(algorithm) && _rsa.VerifyData(data, signature, algorithm.Hash(), algorithm.Padding());

    internal override SecretBuffer ExportPrivate() => JwtKeyFile.Export((Span<byte> buffer, out int written) => _rsa.TryExportPkcs8PrivateKey(buffer, out written));

    private protected override void WriteRequired(Utf8JsonWriter writer)
    {
        RSAParameters key = _rsa.ExportParameters(includePrivateParameters: false);
        writer.WriteString("e", Base64Url.EncodeToString(key.Exponent));
        writer.WriteString("kty", "RSA");
        writer.WriteString("n", Base64Url.EncodeToString(key.Modulus));
    }
}
