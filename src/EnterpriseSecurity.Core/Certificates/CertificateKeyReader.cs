using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Private keys of certificates: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) and SEC1 (RFC 5915), in PEM or DER, encrypted
/// or not. Whatever comes in goes out as a checked PKCS#8 PrivateKeyInfo.
/// </summary>
internal static class CertificateKeyReader
{
    /// <summary>True when a PEM label announces a private key.</summary>
    public static bool IsKeyLabel(string label) => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal);

    /// <summary>Reads a PEM block.</summary>
    public static SecretBuffer ReadPem(ReadOnlySpan<byte> block, SecretBuffer? passphrase)
    {
        using SecretBuffer copy = SecretBuffer.CopyOf(block);
        return Read(() => SshPrivateKeyFile.Read(copy.Span, passphrase is null ? default : passphrase.Span));
    }

    /// <summary>Reads a key in DER.</summary>
    public static SecretBuffer ReadDer(ReadOnlyMemory<byte> der, SecretBuffer? passphrase) => Read(() =>
    {
        switch (DerContent.Of(der))
        {
            case DerContent.Kind.Pkcs8Key:
                return SshAsnPrivateKey.FromPkcs8(der);
            case DerContent.Kind.Pkcs1Key:
                return SshAsnPrivateKey.FromPkcs1(der);
            case DerContent.Kind.Sec1Key:
                return SshAsnPrivateKey.FromSec1(der);
            case DerContent.Kind.EncryptedKey:
                if (passphrase is null) throw SecurityErrors.CertificatePassphraseRequired();
                using (SecretBuffer clear = SshPkcs8Encryption.Decrypt(der, passphrase.Span)) return DecryptedKey(clear);
            default:
                throw SecurityErrors.CertificateKeyMissing();
        }
    });

    /// <summary>True when the certificate's public key is the private key's.</summary>
    public static bool Matches(X509Certificate2 certificate, SecretBuffer pkcs8)
    {
        try
        {
            using SshPrivateKey key = SshAsnPrivateKey.FromPkcs8(pkcs8.Memory);
            byte[] certified = SshAsnPublicKey.FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo());
            return key.PublicKey.Blob.SequenceEqual(certified);
        }
        catch (Exception error) when (error is SecurityException or AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    private static SshPrivateKey DecryptedKey(SecretBuffer clear)
    {
        try
        {
            return SshAsnPrivateKey.FromPkcs8(clear.Memory);
        }
        catch (Exception error) when (error is AsnContentException or MalformedDataException)
        {
            // A wrong passphrase whose padding fits by chance gives nonsense.
            throw SecurityErrors.CertificatePassphraseWrong(error);
        }
    }

    // The key formats are SSH's too; what differs is how a failure is named.
    private static SecretBuffer Read(Func<SshPrivateKey> read)
    {
        try
        {
            using SshPrivateKey key = read();
            return SshAsnPrivateKey.ToPkcs8(key);
        }
        catch (SecurityException error) when (!error.ErrorId.StartsWith("Ssh", StringComparison.Ordinal))
        {
            throw;
        }
        catch (AuthenticationFailedException error)
        {
            throw error.ErrorId == nameof(SecurityErrors.SshPassphraseRequired) ? SecurityErrors.CertificatePassphraseRequired() : SecurityErrors.CertificatePassphraseWrong(error);
        }
        catch (UnsupportedException error)
        {
            throw SecurityErrors.CertificateKeyUnsupported("its algorithm or its encryption is not known.", error);
        }
        catch (Exception error) when (error is SecurityException or AsnContentException or CryptographicException)
        {
            throw SecurityErrors.CertificateKeyMalformed("its content is broken.", error);
        }
    }
}
