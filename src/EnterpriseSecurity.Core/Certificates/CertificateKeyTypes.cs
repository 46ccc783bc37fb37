using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>From what a key shows to its kind.</summary>
internal static class CertificateKeyTypes
{
    public static CertificateKeyType? Of(CertificateKeyAlgorithm algorithm, int bits) => (algorithm, bits) switch
    {
        (CertificateKeyAlgorithm.Rsa, 2048) => CertificateKeyType.Rsa2048,
        (CertificateKeyAlgorithm.Rsa, 3072) => CertificateKeyType.Rsa3072,
        (CertificateKeyAlgorithm.Rsa, 4096) => CertificateKeyType.Rsa4096,
        (CertificateKeyAlgorithm.Ecdsa, 256) => CertificateKeyType.EcdsaP256,
        (CertificateKeyAlgorithm.Ecdsa, 384) => CertificateKeyType.EcdsaP384,
        (CertificateKeyAlgorithm.Ecdsa, 521) => CertificateKeyType.EcdsaP521,
        (CertificateKeyAlgorithm.Ed25519, _) => CertificateKeyType.Ed25519,
        _ => null,
    };

    /// <summary>The family and size of a public key; null for one of another family or curve, or one that cannot be read.</summary>
    public static (CertificateKeyAlgorithm Algorithm, int Bits)? Of(PublicKey key)
    {
        try
        {
            switch (key.Oid.Value)
            {
                case CertificateOids.Rsa:
                    using (RSA? rsa = key.GetRSAPublicKey()) return rsa is null ? null : (CertificateKeyAlgorithm.Rsa, rsa.KeySize);
                case CertificateOids.EcPublicKey:
                    using (ECDsa? ecdsa = key.GetECDsaPublicKey()) return ecdsa is not null && IsKnownCurve(ecdsa) ? (CertificateKeyAlgorithm.Ecdsa, ecdsa.KeySize) : null;
                case CertificateOids.Ed25519:
                    return (CertificateKeyAlgorithm.Ed25519, 256);
                default:
                    return null;
            }
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    public static bool IsKnownCurve(ECDsa key)
    {
        ECCurve curve = key.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed && curve.Oid.Value is CertificateOids.P256 or CertificateOids.P384 or CertificateOids.P521;
    }
}
