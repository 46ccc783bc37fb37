using System.Formats.Asn1;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Certificates;

/// <summary>Ed25519 keys in PKIX (RFC 8410), which .NET has no type for.</summary>
internal static class Ed25519KeyInfo
{
    /// <summary>The SubjectPublicKeyInfo of a seed.</summary>
    public static byte[] EncodePublicKey(ReadOnlySpan<byte> seed)
    {
        Span<byte> point = stackalloc byte[Ed25519.PublicKeySize];
        Ed25519.GetPublicKey(seed, point);
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteIdentifier(writer);
            writer.WriteBitString(point);
        }

        return writer.Encode();
    }

    /// <summary>The PrivateKeyInfo of a seed.</summary>
    public static SecretBuffer EncodePrivateKey(ReadOnlySpan<byte> seed)
    {
        using SecretBuffer copy = SecretBuffer.CopyOf(seed);
        using SecretBuffer inner = SshAsnPrivateKey.Write(writer => writer.WriteOctetString(copy.Span));
        return SshAsnPrivateKey.Write(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                WriteIdentifier(writer);
                writer.WriteOctetString(inner.Span);
            }
        });
    }

    /// <summary>Its AlgorithmIdentifier, for keys and for signatures: no parameters.</summary>
    public static byte[] EncodeIdentifier()
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        WriteIdentifier(writer);
        return writer.Encode();
    }

    private static void WriteIdentifier(AsnWriter writer)
    {
        using AsnWriter.Scope identifier = writer.PushSequence();
        writer.WriteObjectIdentifier(CertificateOids.Ed25519);
    }
}
