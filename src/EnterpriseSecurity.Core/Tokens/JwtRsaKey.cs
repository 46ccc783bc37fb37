using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>RSA keys: RFC 7518 sections 3.3 and 3.5, of 2048 to 16,384 bits.</summary>
internal sealed class JwtRsaKey : JwtKey
{
    private const int LargestKey = 16_384;
    private const int LongestExponent = 8;

    private readonly RSA _rsa;

    /// <summary>Takes the key over.</summary>
    public JwtRsaKey(RSA rsa, bool isPrivate)
        : base(JwtKeyType.Rsa, [.. JwtAlgorithms.Of(JwtKeyType.Rsa)], isPrivate)
    {
        _rsa = rsa;
        try
        {
            if (rsa.KeySize is < SmallestRsaKey or > LargestKey) throw SecurityErrors.JwtRsaSizeInvalid(rsa.KeySize, SmallestRsaKey, LargestKey);
            // 1 signs nothing, an even one is none, and a long one makes each verification slow.
            ReadOnlySpan<byte> exponent = rsa.ExportParameters(includePrivateParameters: false).Exponent.AsSpan().TrimStart((byte)0);
            bool isGood = exponent.Length is > 0 and <= LongestExponent && (exponent[^1] & 1) == 1 && !exponent.SequenceEqual([(byte)1]);
            if (!isGood) throw SecurityErrors.JwtKeyMalformed("its RSA exponent is not usable.");
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
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
