using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>ECDSA keys: RFC 7518 section 3.4. A signature is r and s, each as long as the curve's field.</summary>
internal sealed class JwtEcdsaKey : JwtKey
{
    private static readonly (string Name, ECCurve Curve, int FieldSize, JwtAlgorithm Algorithm)[] Curves =
    [
        ("P-256", ECCurve.NamedCurves.nistP256, 32, JwtAlgorithm.ES256),
        ("P-384", ECCurve.NamedCurves.nistP384, 48, JwtAlgorithm.ES384),
        ("P-521", ECCurve.NamedCurves.nistP521, 66, JwtAlgorithm.ES512),
    ];

    private readonly ECDsa _ecdsa;
    private readonly int _curve;

    private JwtEcdsaKey(ECDsa ecdsa, int curve, bool isPrivate)
        : base(JwtKeyType.Ecdsa, [Curves[curve].Algorithm], isPrivate)
    {
        _ecdsa = ecdsa;
        _curve = curve;
    }

    public static JwtEcdsaKey Generate(JwtAlgorithm algorithm)
    {
        int curve = Array.FindIndex(Curves, one => one.Algorithm == algorithm);
        return new JwtEcdsaKey(ECDsa.Create(Curves[curve].Curve), curve, isPrivate: true);
    }

    /// <summary>Takes the key over.</summary>
    /// <exception cref="InvalidInputException">It is on another curve.</exception>
    public static JwtEcdsaKey From(ECDsa ecdsa, bool isPrivate)
    {
        ECCurve found = ecdsa.ExportParameters(includePrivateParameters: false).Curve;
        int curve = found.IsNamed ? Array.FindIndex(Curves, one => one.Curve.Oid.Value == found.Oid.Value) : -1;
        if (curve >= 0) return new JwtEcdsaKey(ecdsa, curve, isPrivate);
        ecdsa.Dispose();
        throw SecurityErrors.JwtKeyUnsupported("an elliptic curve other than P-256, P-384 and P-521");
    }

    /// <summary>The curve of a JSON Web Key's <c>crv</c> and the size of its coordinates, or null.</summary>
    public static (ECCurve Curve, int FieldSize)? FindCurve(string? name)
    {
        int curve = Array.FindIndex(Curves, one => one.Name == name);
        return curve < 0 ? null : (Curves[curve].Curve, Curves[curve].FieldSize);
    }

    public override void Dispose() => _ecdsa.Dispose();

    internal override int SignatureSize(JwtAlgorithm algorithm) => 2 * Curves[_curve].FieldSize;

    internal override int Sign(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> signature) =>
        _ecdsa.SignData(data, signature, algorithm.Hash(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    internal override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureSize(algorithm)
        && signature[..(signature.Length / 2)].ContainsAnyExcept((byte)0)
        && signature[(signature.Length / 2)..].ContainsAnyExcept((byte)0)
        && _ecdsa.VerifyData(data, signature, algorithm.Hash(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    internal override SecretBuffer ExportPrivate() => JwtKeyFile.Export((Span<byte> buffer, out int written) => _ecdsa.TryExportPkcs8PrivateKey(buffer, out written));

    private protected override void WriteRequired(Utf8JsonWriter writer)
    {
        ECParameters key = _ecdsa.ExportParameters(includePrivateParameters: false);
        writer.WriteString("crv", Curves[_curve].Name);
        writer.WriteString("kty", "EC");
        writer.WriteString("x", Base64Url.EncodeToString(key.Q.X));
        writer.WriteString("y", Base64Url.EncodeToString(key.Q.Y));
    }
}
