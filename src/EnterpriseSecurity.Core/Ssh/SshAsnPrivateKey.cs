using System.Formats.Asn1;
using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// Private keys in ASN.1: RSAPrivateKey (RFC 8017), ECPrivateKey (RFC 5915), PrivateKeyInfo (RFC 5958, RFC 8410),
/// from and to SSH private bodies.
/// </summary>
internal static class SshAsnPrivateKey
{
    // More than any key takes, so that the writer never grows and leaves a copy behind.
    private const int WriterSize = 32 * 1024;

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag PublicKeyTag = new(TagClass.ContextSpecific, 1);

    /// <summary>Reads an RSAPrivateKey.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static SshPrivateKey FromPkcs1(ReadOnlyMemory<byte> der)
    {
        AsnReader outer = new(der, AsnEncodingRules.BER);
        AsnReader key = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!key.TryReadInt32(out int version) || version != 0) throw SecurityErrors.SshKeyUnsupported("RSA keys with more than two primes are not supported.");
        ReadOnlySpan<byte> n = SshAsnPublicKey.ReadUnsigned(key);
        ReadOnlySpan<byte> e = SshAsnPublicKey.ReadUnsigned(key);
        ReadOnlySpan<byte> d = SshAsnPublicKey.ReadUnsigned(key);
        ReadOnlySpan<byte> p = SshAsnPublicKey.ReadUnsigned(key);
        ReadOnlySpan<byte> q = SshAsnPublicKey.ReadUnsigned(key);
        SshAsnPublicKey.ReadUnsigned(key);
        SshAsnPublicKey.ReadUnsigned(key);
        ReadOnlySpan<byte> inverse = SshAsnPublicKey.ReadUnsigned(key);
        key.ThrowIfNotEmpty();
        using SshWireWriter body = new();
        SshRsaAlgorithm.WriteBody(n, e, d, inverse, p, q, body);
        return SshPrivateKey.FromBody(body.Written, "");
    }

    /// <summary>Reads an ECPrivateKey; within PKCS#8 the curve stands outside of it.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static SshPrivateKey FromSec1(ReadOnlyMemory<byte> der, SshEcdsaAlgorithm? algorithm = null)
    {
        AsnReader outer = new(der, AsnEncodingRules.BER);
        AsnReader key = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!key.TryReadInt32(out int version) || version != 1 || !key.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> number)) throw new AsnContentException();
        if (key.HasData && key.PeekTag() == Context0)
        {
            AsnReader curve = key.ReadSequence(Context0);
            algorithm = SshAsnPublicKey.ReadCurve(curve);
            curve.ThrowIfNotEmpty();
        }

        if (algorithm is null) throw SecurityErrors.SshMalformed(SshData.Key, "it does not name its curve.");
        byte[]? point = null;
        if (key.HasData && key.PeekTag() == Context1)
        {
            AsnReader publicKey = key.ReadSequence(Context1);
            point = publicKey.ReadBitString(out int unused);
            publicKey.ThrowIfNotEmpty();
            if (unused != 0) throw new AsnContentException();
        }

        key.ThrowIfNotEmpty();

        ReadOnlySpan<byte> secret = number.Span.TrimStart((byte)0);
        if (secret.IsEmpty || secret.Length > algorithm.FieldSize) throw SecurityErrors.SshMalformed(SshData.Key, "the private number is out of range for the curve.");
        using SshWireWriter body = new();
        body.WriteText(algorithm.Name);
        body.WriteText(algorithm.CurveName);
        body.WriteString(point ?? algorithm.ComputePoint(secret));
        body.WritePositiveInteger(secret);
        return SshPrivateKey.FromBody(body.Written, "");
    }

    /// <summary>Reads a PrivateKeyInfo.</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static SshPrivateKey FromPkcs8(ReadOnlyMemory<byte> der)
    {
        (string oid, SshEcdsaAlgorithm? curve, ReadOnlyMemory<byte> key) = OpenPkcs8(der);
        return oid switch
        {
            SshAsnPublicKey.RsaOid => FromPkcs1(key),
            SshAsnPublicKey.EcOid => FromSec1(key, curve),
            SshAsnPublicKey.Ed25519Oid => FromSeed(key),
            _ => throw SecurityErrors.SshKeyUnsupported($"Keys of type {oid} are not supported."),
        };
    }

    /// <summary>
    /// Takes a PrivateKeyInfo apart. Attributes are passed over, and so is the public key that newer forms add: it follows
    /// from the private one.
    /// </summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static (string Oid, SshEcdsaAlgorithm? Curve, ReadOnlyMemory<byte> Key) OpenPkcs8(ReadOnlyMemory<byte> der)
    {
        AsnReader outer = new(der, AsnEncodingRules.BER);
        AsnReader info = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!info.TryReadInt32(out int version) || version is not (0 or 1)) throw new AsnContentException();
        (string oid, SshEcdsaAlgorithm? curve) = SshAsnPublicKey.ReadIdentifier(info.ReadSequence());
        if (!info.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> key)) throw new AsnContentException();
        if (info.HasData && info.PeekTag() == Context0) info.ReadSetOf(skipSortOrderValidation: true, Context0);
        if (info.HasData && info.PeekTag() == PublicKeyTag) info.ReadBitString(out _, PublicKeyTag);
        info.ThrowIfNotEmpty();
        return (oid, curve, key);
    }

    /// <summary>Reads the seed in a PrivateKeyInfo of Ed25519 (RFC 8410).</summary>
    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static ReadOnlyMemory<byte> ReadSeed(ReadOnlyMemory<byte> key)
    {
        AsnReader inner = new(key, AsnEncodingRules.BER);
        if (!inner.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> seed) || seed.Length != SshEd25519Algorithm.KeySize) throw new AsnContentException();
        inner.ThrowIfNotEmpty();
        return seed;
    }

    /// <summary>Writes an RSAPrivateKey.</summary>
    public static SecretBuffer ToPkcs1(SshPrivateKey key) => Write(writer => WritePkcs1(writer, key));

    /// <summary>Writes an ECPrivateKey with its curve.</summary>
    public static SecretBuffer ToSec1(SshPrivateKey key) => Write(writer => WriteSec1(writer, key, withCurve: true));

    /// <summary>Writes a PrivateKeyInfo.</summary>
    public static SecretBuffer ToPkcs8(SshPrivateKey key)
    {
        using SecretBuffer inner = Write(writer => WriteInner(writer, key));
        return Write(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence()) WriteIdentifier(writer, key);
                writer.WriteOctetString(inner.Span);
            }
        });
    }

    /// <summary>Encodes into wiped memory.</summary>
    public static SecretBuffer Write(Action<AsnWriter> write)
    {
        AsnWriter writer = new(AsnEncodingRules.DER, WriterSize);
        try
        {
            write(writer);
            SecretBuffer encoded = new(writer.GetEncodedLength());
            writer.Encode(encoded.Span);
            return encoded;
        }
        finally
        {
            // Clears the memory that it wrote to.
            writer.Reset();
        }
    }

    private static SshPrivateKey FromSeed(ReadOnlyMemory<byte> key)
    {
        using SshWireWriter body = new();
        SshEd25519Algorithm.WriteBody(ReadSeed(key).Span, body);
        return SshPrivateKey.FromBody(body.Written, "");
    }

    private static void WriteIdentifier(AsnWriter writer, SshPrivateKey key)
    {
        switch (key.PublicKey.KeyAlgorithm)
        {
            case SshRsaAlgorithm:
                writer.WriteObjectIdentifier(SshAsnPublicKey.RsaOid);
                writer.WriteNull();
                break;
            case SshEcdsaAlgorithm curve:
                writer.WriteObjectIdentifier(SshAsnPublicKey.EcOid);
                writer.WriteObjectIdentifier(curve.CurveOid);
                break;
            default:
                writer.WriteObjectIdentifier(SshAsnPublicKey.Ed25519Oid);
                break;
        }
    }

    private static void WriteInner(AsnWriter writer, SshPrivateKey key)
    {
        switch (key.PublicKey.KeyAlgorithm)
        {
            case SshRsaAlgorithm:
                WritePkcs1(writer, key);
                break;
            case SshEcdsaAlgorithm:
                WriteSec1(writer, key, withCurve: false);
                break;
            default:
                SshWireReader fields = key.Fields();
                fields.ReadString();
                writer.WriteOctetString(fields.ReadString()[..SshEd25519Algorithm.KeySize]);
                break;
        }
    }

    private static void WritePkcs1(AsnWriter writer, SshPrivateKey key)
    {
        RSAParameters numbers = SshRsaAlgorithm.ToParameters(key.Fields());
        try
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                foreach (byte[]? number in (byte[]?[])[numbers.Modulus, numbers.Exponent, numbers.D, numbers.P, numbers.Q, numbers.DP, numbers.DQ, numbers.InverseQ])
                {
                    writer.WriteIntegerUnsigned(number.AsSpan().TrimStart((byte)0));
                }
            }
        }
        finally
        {
            SshRsaAlgorithm.Wipe(numbers);
        }
    }

    private static void WriteSec1(AsnWriter writer, SshPrivateKey key, bool withCurve)
    {
        SshEcdsaAlgorithm algorithm = (SshEcdsaAlgorithm)key.PublicKey.KeyAlgorithm;
        SshWireReader fields = key.Fields();
        ReadOnlySpan<byte> point = algorithm.ReadPoint(ref fields);
        ReadOnlySpan<byte> number = fields.ReadPositiveInteger();
        using SecretBuffer padded = new(algorithm.FieldSize);
        number.CopyTo(padded.Span[(padded.Length - number.Length)..]);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteOctetString(padded.Span);
            if (withCurve)
            {
                using (writer.PushSequence(Context0)) writer.WriteObjectIdentifier(algorithm.CurveOid);
            }

            using (writer.PushSequence(Context1)) writer.WriteBitString(point);
        }
    }
}
