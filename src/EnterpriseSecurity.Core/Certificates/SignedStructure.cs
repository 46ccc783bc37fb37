using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>What certificates and revocation lists have in common: a body, an algorithm and a signature over the body (RFC 5280 section 4.1.1).</summary>
internal sealed class SignedStructure
{
    private readonly byte[] _signature;

    private SignedStructure(ReadOnlyMemory<byte> body, SignatureAlgorithm algorithm, byte[] signature)
    {
        Body = body;
        Algorithm = algorithm;
        _signature = signature;
    }

    public ReadOnlyMemory<byte> Body { get; }

    public SignatureAlgorithm Algorithm { get; }

    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static SignedStructure Read(ReadOnlyMemory<byte> der)
    {
        AsnReader outer = new(der, AsnEncodingRules.DER);
        AsnReader structure = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        ReadOnlyMemory<byte> body = structure.ReadEncodedValue();
        SignatureAlgorithm algorithm = SignatureAlgorithm.Read(structure.ReadSequence());
        byte[] signature = structure.ReadBitString(out int unused);
        structure.ThrowIfNotEmpty();
        if (unused != 0) throw new AsnContentException();
        return new SignedStructure(body, algorithm, signature);
    }

    /// <summary>True when the signature is the key's; null when such signatures cannot be checked here.</summary>
    public bool? IsSignedBy(PublicKey key)
    {
        try
        {
            switch (Algorithm.Kind)
            {
                case SignatureKind.Rsa or SignatureKind.RsaPss:
                    using (RSA? rsa = key.GetRSAPublicKey())
                    {
                        RSASignaturePadding padding = Algorithm.Kind == SignatureKind.Rsa ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss;
                        return rsa is not null && rsa.VerifyData(Body.Span, _signature, Algorithm.Hash, padding);
                    }

                case SignatureKind.Ecdsa:
                    using (ECDsa? ecdsa = key.GetECDsaPublicKey())
                    {
                        return ecdsa is not null && IsPairOfNumbers(_signature) && ecdsa.VerifyData(Body.Span, _signature, Algorithm.Hash, DSASignatureFormat.Rfc3279DerSequence);
                    }

                case SignatureKind.Ed25519:
                    return key.Oid.Value == CertificateOids.Ed25519 && _signature.Length == 64 && Ed25519.Verify(key.EncodedKeyValue.RawData, Body.Span, _signature);
                default:
                    return null;
            }
        }
        catch (CryptographicException)
        {
            return false;
        }
        catch (PlatformNotSupportedException)
        {
            // A curve that this platform does not have.
            return null;
        }
    }

    // The platform takes a number without the zero that keeps it positive for the same number.
    private static bool IsPairOfNumbers(byte[] signature)
    {
        try
        {
            AsnReader outer = new(signature, AsnEncodingRules.DER);
            AsnReader pair = outer.ReadSequence();
            bool arePositive = pair.ReadInteger().Sign > 0 && pair.ReadInteger().Sign > 0;
            return arePositive && !pair.HasData && !outer.HasData;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
