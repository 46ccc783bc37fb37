using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.ManagedKeys;

/// <summary>A key pair's public part as others read it: SubjectPublicKeyInfo (RFC 5280, RFC 8410) in PEM, and JWK (RFC 7517, RFC 8037).</summary>
internal static class ManagedPublicKey
{
    private const string Ed25519Oid = "1.3.101.112";

    public static string ToPem(SshPublicKey key)
    {
        SshWireReader fields = Fields(key);
        if (key.Algorithm == SshEd25519Algorithm.AlgorithmName)
        {
            AsnWriter writer = new(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                using (writer.PushSequence()) writer.WriteObjectIdentifier(Ed25519Oid);
                writer.WriteBitString(fields.ReadString());
            }

            return PemEncoding.WriteString("PUBLIC KEY", writer.Encode());
        }

        if (key.Algorithm == SshRsaAlgorithm.AlgorithmName)
        {
            using RSA rsa = RSA.Create(RsaOf(ref fields));
            return rsa.ExportSubjectPublicKeyInfoPem();
        }

        (ECCurve curve, _, byte[] x, byte[] y) = PointOf(ref fields);
        using ECDsa ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } });
        return ecdsa.ExportSubjectPublicKeyInfoPem();
    }

    public static string ToJwk(SshPublicKey key, string id)
    {
        SshWireReader fields = Fields(key);
        Dictionary<string, string> jwk = new() { ["kid"] = id };
        if (key.Algorithm == SshEd25519Algorithm.AlgorithmName)
        {
            (jwk["kty"], jwk["crv"], jwk["x"]) = ("OKP", "Ed25519", Base64Url.EncodeToString(fields.ReadString()));
        }
        else if (key.Algorithm == SshRsaAlgorithm.AlgorithmName)
        {
            RSAParameters rsa = RsaOf(ref fields);
            (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", Base64Url.EncodeToString(rsa.Modulus), Base64Url.EncodeToString(rsa.Exponent));
        }
        else
        {
            (_, string name, byte[] x, byte[] y) = PointOf(ref fields);
            (jwk["kty"], jwk["crv"], jwk["x"], jwk["y"]) = ("EC", name, Base64Url.EncodeToString(x), Base64Url.EncodeToString(y));
        }

        return JsonSerializer.Serialize(jwk);
    }

    private static SshWireReader Fields(SshPublicKey key)
    {
        SshWireReader fields = new(key.Blob);
        fields.ReadString();
        return fields;
    }

    private static RSAParameters RsaOf(ref SshWireReader fields)
    {
        byte[] exponent = fields.ReadString().TrimStart((byte)0).ToArray();
        return new RSAParameters { Exponent = exponent, Modulus = fields.ReadString().TrimStart((byte)0).ToArray() };
    }

    private static (ECCurve Curve, string Name, byte[] X, byte[] Y) PointOf(ref SshWireReader fields)
    {
        string curve = Encoding.ASCII.GetString(fields.ReadString());
        // 0x04, then both coordinates in full length.
        ReadOnlySpan<byte> point = fields.ReadString()[1..];
        byte[] x = point[..(point.Length / 2)].ToArray();
        byte[] y = point[(point.Length / 2)..].ToArray();
        return curve switch
        {
            "nistp256" => (ECCurve.NamedCurves.nistP256, "P-256", x, y),
            "nistp384" => (ECCurve.NamedCurves.nistP384, "P-384", x, y),
            _ => (ECCurve.NamedCurves.nistP521, "P-521", x, y),
        };
    }
}
