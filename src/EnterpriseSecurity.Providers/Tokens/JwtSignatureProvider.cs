using Microsoft.IdentityModel.Tokens;

namespace EnterpriseSecurity.Tokens;

/// <summary>One key with one algorithm, as the library calls it.</summary>
internal sealed class JwtSignatureProvider : SignatureProvider
{
    private readonly JwtKey _key;
    private readonly JwtAlgorithm _algorithm;

    public JwtSignatureProvider(JwtSecurityKey key, string algorithm)
        : base(key, algorithm)
    {
        _key = key.Key;
        _algorithm = JwtCryptoProvider.Find(key, algorithm) ?? throw new NotSupportedException(algorithm);
    }

    public override byte[] Sign(byte[] input) => Sign(input, 0, input.Length);

    public override byte[] Sign(byte[] input, int offset, int count)
    {
        byte[] signature = new byte[_key.SignatureSize(_algorithm)];
        int written = _key.Sign(_algorithm, input.AsSpan(offset, count), signature);
        return signature[..written];
    }

    public override bool Sign(ReadOnlySpan<byte> data, Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = 0;
        if (destination.Length < _key.SignatureSize(_algorithm)) return false;
        bytesWritten = _key.Sign(_algorithm, data, destination);
        return true;
    }

    public override bool Verify(byte[] input, byte[] signature) => _key.Verify(_algorithm, input, signature);

    public override bool Verify(byte[] input, int inputOffset, int inputLength, byte[] signature, int signatureOffset, int signatureLength) =>
        _key.Verify(_algorithm, input.AsSpan(inputOffset, inputLength), signature.AsSpan(signatureOffset, signatureLength));

    protected override void Dispose(bool disposing)
    {
        // The key belongs to the caller.
    }
}
