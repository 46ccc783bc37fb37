using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>Whether the keys and the signatures' hashes of a chain are strong enough (NIST SP 800-57, RFC 9155).</summary>
internal static class CertificateKeyCheck
{
    private const int SmallestRsa = 2048;
    private const int SmallestCurve = 256;

    public static void Run(CertificateChain chain, CertificateFindings findings)
    {
        foreach (CertificateLink link in chain.Links)
        {
            if (WeaknessOf(link) is { } weakness) findings.Error(CertificateFindingId.WeakKey, $"The key of '{link.Info.Subject}' is weak: {weakness}. Issue it anew with an RSA key of {SmallestRsa} bits or more, or an ECDSA key on P-256 or larger.", link);
            else if (link.Info.KeySize == 0) findings.Warning(CertificateFindingId.WeakKey, $"The key of '{link.Info.Subject}' is of a kind ({link.Info.KeyAlgorithm}) that is not known here.", link);

            // A root is trusted as it stands; its signature on itself proves nothing to anyone.
            SignatureAlgorithm algorithm = SignedStructure.Read(link.Certificate.RawData).Algorithm;
            if (algorithm.IsWeak && !link.Info.IsSelfSigned)
            {
                findings.Error(CertificateFindingId.WeakHash, $"'{link.Info.Subject}' is signed with {algorithm.Name}, which can be forged. Have it issued anew with SHA-256 or better.", link);
            }
        }
    }

    private static string? WeaknessOf(CertificateLink link)
    {
        int size = link.Info.KeySize;
        switch (link.Info.KeyAlgorithm)
        {
            case "DSA":
                return "DSA is no longer accepted";
            case "RSA" or "RSA-PSS":
                if (size is > 0 and < SmallestRsa) return FormattableString.Invariant($"RSA with {size} bits");
                return HasUsableExponent(link.Certificate) ? null : "its public exponent is 1, 2 or even";
            case "ECDSA":
                if (size is > 0 and < SmallestCurve) return FormattableString.Invariant($"a curve of {size} bits");
                // A curve spelled out in the certificate can be one whose private key anyone can find.
                return NamesItsCurve(link.Certificate) ? null : "its curve is not a named one";
            default:
                return null;
        }
    }

    private static bool HasUsableExponent(X509Certificate2 certificate)
    {
        AsnReader key = new AsnReader(certificate.PublicKey.EncodedKeyValue.RawData, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        System.Numerics.BigInteger exponent = key.ReadInteger();
        return exponent > 2 && !exponent.IsEven;
    }

    private static bool NamesItsCurve(X509Certificate2 certificate) =>
        certificate.PublicKey.EncodedParameters is { } parameters && new AsnReader(parameters.RawData, AsnEncodingRules.BER).PeekTag() == Asn1Tag.ObjectIdentifier;
}
