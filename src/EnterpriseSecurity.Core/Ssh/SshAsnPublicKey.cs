using System.Formats.Asn1;

namespace EnterpriseSecurity.Ssh;

/// <summary>Public keys in ASN.1 (RFC 5280, RFC 8017, RFC 5480, RFC 8410) as SSH blobs.</summary>
internal static class SshAsnPublicKey
{
    public const string RsaOid = "1.2.840.113549.1.1.1";
    public const string EcOid = "1.2.840.10045.2.1";
    public const string Ed25519Oid = "1.3.101.112";

    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static byte[] FromSubjectPublicKeyInfo(byte[] der)
    {
        AsnReader outer = new(der, AsnEncodingRules.DER);
        AsnReader info = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        (string oid, SshEcdsaAlgorithm? curve) = ReadIdentifier(info.ReadSequence());
        byte[] key = info.ReadBitString(out int unused);
        info.ThrowIfNotEmpty();
        if (unused != 0) throw new AsnContentException();
        switch (oid)
        {
            case RsaOid:
                return FromPkcs1(key);
            case Ed25519Oid:
                using (SshWireWriter blob = new())
                {
                    blob.WriteText(SshEd25519Algorithm.AlgorithmName);
                    blob.WriteString(key);
                    return blob.ToArray();
                }

            case EcOid:
                using (SshWireWriter blob = new())
                {
                    blob.WriteText(curve!.Name);
                    blob.WriteText(curve.CurveName);
                    blob.WriteString(key);
                    return blob.ToArray();
                }

            default:
                throw SecurityErrors.SshKeyUnsupported($"Keys of type {oid} are not supported.");
        }
    }

    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static byte[] FromPkcs1(byte[] der)
    {
        AsnReader outer = new(der, AsnEncodingRules.DER);
        AsnReader key = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        ReadOnlySpan<byte> modulus = ReadUnsigned(key);
        ReadOnlySpan<byte> exponent = ReadUnsigned(key);
        key.ThrowIfNotEmpty();
        using SshWireWriter blob = new();
        blob.WriteText(SshRsaAlgorithm.AlgorithmName);
        blob.WritePositiveInteger(exponent);
        blob.WritePositiveInteger(modulus);
        return blob.ToArray();
    }

    /// <summary>Reads a non-negative INTEGER as its magnitude.</summary>
    public static ReadOnlySpan<byte> ReadUnsigned(AsnReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ReadIntegerBytes().Span;
        if ((bytes[0] & 0x80) != 0) throw new AsnContentException();
        return bytes.TrimStart((byte)0);
    }

    /// <summary>Reads the algorithm of a key to its end: a curve has a name, RSA nothing or NULL, Ed25519 nothing.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static (string Oid, SshEcdsaAlgorithm? Curve) ReadIdentifier(AsnReader identifier)
    {
        string oid = identifier.ReadObjectIdentifier();
        SshEcdsaAlgorithm? curve = oid == EcOid ? ReadCurve(identifier) : null;
        if (oid == RsaOid && identifier.HasData) identifier.ReadNull();
        if (oid is RsaOid or EcOid or Ed25519Oid) identifier.ThrowIfNotEmpty();
        return (oid, curve);
    }

    /// <summary>Reads a named curve.</summary>
    public static SshEcdsaAlgorithm ReadCurve(AsnReader reader)
    {
        if (reader.PeekTag() == Asn1Tag.Sequence) throw SecurityErrors.SshKeyUnsupported("Curves given by their parameters instead of a name are not supported.");
        string oid = reader.ReadObjectIdentifier();
        return SshEcdsaAlgorithm.FindByCurveOid(oid) ?? throw SecurityErrors.SshKeyUnsupported($"The curve {oid} is not supported.");
    }
}
