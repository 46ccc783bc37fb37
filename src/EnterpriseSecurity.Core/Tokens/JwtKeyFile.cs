using System.Buffers;
using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Tokens;

/// <summary>Keys in files: PEM in all its kinds, certificates, and what the SSH formats hold.</summary>
internal static class JwtKeyFile
{
    private const int LargestFile = 64 * 1024;
    private const int LargestExport = 64 * 1024;
    private const string RsaOid = "1.2.840.113549.1.1.1";
    private const string EcOid = "1.2.840.10045.2.1";
    private const string Ed25519Oid = "1.3.101.112";

    public delegate bool TryExport(Span<byte> buffer, out int written);

    /// <summary>True for a file that shall be read as a key, well-formed or not.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) => content.IndexOf("-----BEGIN "u8) >= 0 || content.StartsWith("PuTTY-User-Key-File-"u8);

    /// <summary>True for everything that is a key or a certificate in some encoding, and hence no secret to share.</summary>
    public static bool LooksLikeKey(ReadOnlySpan<byte> content)
    {
        if (IsOne(content) || JwtJwk.IsOne(content)) return true;
        if (content.StartsWith("ssh-"u8) || content.StartsWith("ecdsa-sha2-"u8) || content.StartsWith("sk-"u8)) return true;
        if (content.Length > LargestFile) return false;
        // In UTF-16, as Windows PowerShell writes text.
        if (content.IndexOf("-\0-\0-\0-\0-\0B\0E\0G\0I\0N\0"u8) >= 0 || content.IndexOf("\"\0k\0t\0y\0\"\0"u8) >= 0) return true;
        return IsDer(content) || IsBase64OfDer(content);
    }

    /// <exception cref="MalformedDataException">It is no key.</exception>
    /// <exception cref="InvalidInputException">Tokens are not signed with such a key.</exception>
    public static JwtKey Read(ReadOnlySpan<byte> file, ReadOnlySpan<byte> passphrase)
    {
        if (file.Length > LargestFile) throw SecurityErrors.JwtKeyMalformed("it is larger than 64 KiB.");
        bool isPrivate = file.IndexOf("PRIVATE KEY-----"u8) >= 0 || file.StartsWith("PuTTY-User-Key-File-"u8);
        return isPrivate ? ReadPrivate(file, passphrase) : ReadPublic(file);
    }

    /// <summary>The key that a store has kept.</summary>
    public static JwtKey FromStored(JwtAlgorithm algorithm, ReadOnlySpan<byte> body) => algorithm.KeyType() switch
    {
        JwtKeyType.Symmetric => new JwtSymmetricKey(body),
        JwtKeyType.Ed25519 => JwtEd25519Key.FromSeed(body),
        JwtKeyType.Rsa => new JwtRsaKey(Import(RSA.Create(), body), isPrivate: true),
        _ => JwtEcdsaKey.From(Import(ECDsa.Create(), body), isPrivate: true),
    };

    /// <summary>What a platform key exports, in a buffer of its own size.</summary>
    public static SecretBuffer Export(TryExport export)
    {
        using SecretBuffer buffer = new(LargestExport);
        if (!export(buffer.Span, out int written)) throw new InvalidOperationException("A key does not fit its buffer.");
        return SecretBuffer.CopyOf(buffer.Span[..written]);
    }

    private static JwtKey ReadPrivate(ReadOnlySpan<byte> file, ReadOnlySpan<byte> passphrase)
    {
        try
        {
            using SshPrivateKey key = SshPrivateKeyFile.Read(file, passphrase);
            using SecretBuffer pkcs8 = SshAsnPrivateKey.ToPkcs8(key);
            switch (key.PublicKey.KeyAlgorithm)
            {
                case SshRsaAlgorithm:
                    return new JwtRsaKey(Import(RSA.Create(), pkcs8.Span), isPrivate: true);
                case SshEcdsaAlgorithm:
                    return JwtEcdsaKey.From(Import(ECDsa.Create(), pkcs8.Span), isPrivate: true);
                case SshEd25519Algorithm:
                    SshWireReader fields = key.Fields();
                    fields.ReadString();
                    return JwtEd25519Key.FromSeed(fields.ReadString()[..Ed25519.SeedSize]);
                default:
                    throw SecurityErrors.JwtKeyUnsupported($"a key of type '{key.Algorithm}'");
            }
        }
        catch (UnsupportedException error)
        {
            throw SecurityErrors.JwtKeyUnsupported("a private key of this kind or format", error);
        }
        catch (MalformedDataException error) when (error.ErrorId != nameof(SecurityErrors.JwtKeyMalformed))
        {
            throw SecurityErrors.JwtKeyMalformed("its private key cannot be read.", error);
        }
    }

    private static JwtKey ReadPublic(ReadOnlySpan<byte> file)
    {
        try
        {
            using SshPem pem = SshPem.Parse(file[file.IndexOf("-----BEGIN "u8)..]);
            ReadOnlySpan<byte> der = pem.Content.Span;
            switch (pem.Label)
            {
                case "RSA PUBLIC KEY":
                    RSA rsa = RSA.Create();
                    rsa.ImportRSAPublicKey(der, out _);
                    return new JwtRsaKey(rsa, isPrivate: false);
                case "PUBLIC KEY":
                    return FromSubjectPublicKeyInfo(der);
                case "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE":
                    using (X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der)) return FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo());
                default:
                    throw SecurityErrors.JwtKeyUnsupported("PEM with this label");
            }
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException || (error is MalformedDataException broken && broken.ErrorId != nameof(SecurityErrors.JwtKeyMalformed)))
        {
            throw SecurityErrors.JwtKeyMalformed("its public key cannot be read.", error);
        }
    }

    /// <summary>Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).</summary>
    private static JwtKey FromSubjectPublicKeyInfo(ReadOnlySpan<byte> der)
    {
        PublicKey info = PublicKey.CreateFromSubjectPublicKeyInfo(der, out int read);
        if (read != der.Length) throw SecurityErrors.JwtKeyMalformed("something follows its public key.");
        switch (info.Oid.Value)
        {
            case RsaOid:
                RSA rsa = RSA.Create();
                rsa.ImportSubjectPublicKeyInfo(der, out _);
                return new JwtRsaKey(rsa, isPrivate: false);
            case EcOid:
                return JwtEcdsaKey.From(ImportEcdsa(der), isPrivate: false);
            case Ed25519Oid:
                return JwtEd25519Key.FromPublic(info.EncodedKeyValue.RawData);
            default:
                throw SecurityErrors.JwtKeyUnsupported("a public key of this algorithm");
        }
    }

    private static ECDsa ImportEcdsa(ReadOnlySpan<byte> der)
    {
        ECDsa ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(der, out _);
            return ecdsa;
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            ecdsa.Dispose();
            if (error is CryptographicException) throw;
            throw SecurityErrors.JwtKeyUnsupported("an elliptic curve other than P-256, P-384 and P-521", error);
        }
    }

    private static T Import<T>(T key, ReadOnlySpan<byte> pkcs8)
        where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return key;
        }
        catch (CryptographicException error)
        {
            key.Dispose();
            throw SecurityErrors.JwtKeyMalformed("its private key cannot be read.", error);
        }
    }

    // Public keys and private ones begin, within their sequence, with a number or with another sequence.
    private static bool IsKeySequence(ReadOnlySpan<byte> content)
    {
        try
        {
            AsnDecoder.ReadSequence(content, AsnEncodingRules.BER, out int start, out int length, out int consumed);
            if (consumed != content.Length || length < 2) return false;
            ReadOnlySpan<byte> inner = content.Slice(start, length);
            return inner[0] is 0x30 or 0x02;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool IsDer(ReadOnlySpan<byte> content) => content[0] == 0x30 && (IsKeySequence(content) || IsCertificate(content));

    // PEM without its first and last line, as identity providers show a key.
    private static bool IsBase64OfDer(ReadOnlySpan<byte> content)
    {
        if (!content.TrimStart(" \t\r\n"u8).StartsWith("M"u8) || !Base64.IsValid(content, out int length) || length == 0) return false;
        using SecretBuffer decoded = new(length);
        return Base64.DecodeFromUtf8(content, decoded.Span, out _, out _) == OperationStatus.Done && IsDer(decoded.Span);
    }

    private static bool IsCertificate(ReadOnlySpan<byte> content)
    {
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(content);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
