using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>Signs certificates, requests and revocation lists with Ed25519 (RFC 8410); the hash that .NET names is not used.</summary>
internal sealed class Ed25519SignatureGenerator(SecretBuffer seed, byte[] publicKeyInfo) : X509SignatureGenerator
{
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Ed25519KeyInfo.EncodeIdentifier();

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(seed.Span, data, signature);
        return signature;
    }

    protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(publicKeyInfo, out _);
}
