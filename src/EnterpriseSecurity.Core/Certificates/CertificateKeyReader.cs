using System.Formats.Asn1;
using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Certificates;

/// <summary>Reads private keys in the forms that certificate tools write. What costs time is bounded before it is done.</summary>
internal static class CertificateKeyReader
{
    private const int LargestFile = 64 * 1024;
    private const int SmallestRsa = 1024;
    private const int LargestRsa = 8192;

    public static CertificateKey Read(ReadOnlySpan<byte> content, SecretBuffer? passphrase)
    {
        if (content.Length > LargestFile) throw SecurityErrors.CertificateKeyMalformed($"it is larger than {LargestFile / 1024} KiB.");
        return content.IndexOf("-----BEGIN "u8) >= 0 ? ReadPem(content, passphrase) : ReadDer(content, passphrase);
    }

    /// <summary>PEM text in wiped memory.</summary>
    public static SecretBuffer ToPem(string label, ReadOnlySpan<byte> der)
    {
        SecretBuffer pem = new(PemEncoding.GetEncodedSize(label.Length, der.Length) + 1);
        PemEncoding.TryWriteUtf8(System.Text.Encoding.ASCII.GetBytes(label), der, pem.Span, out _);
        pem.Span[^1] = (byte)'\n';
        return pem;
    }

    private static CertificateKey ReadPem(ReadOnlySpan<byte> content, SecretBuffer? passphrase)
    {
        ReadOnlySpan<byte> rest = content;
        while (PemEncoding.TryFindUtf8(rest, out PemFields fields))
        {
            ReadOnlySpan<byte> label = rest[fields.Label];
            if (label.EndsWith("PRIVATE KEY"u8))
            {
                using SecretBuffer der = new(fields.DecodedDataLength);
                System.Buffers.Text.Base64.DecodeFromUtf8(StripWhiteSpace(rest[fields.Base64Data], out SecretBuffer compact), der.Span, out _, out int written);
                using (compact) return ReadBlock(label, der.Memory[..written], passphrase);
            }

            rest = rest[fields.Location.End.GetOffset(rest.Length)..];
        }

        // The old way of OpenSSL to encrypt: headers in the PEM, which RFC 7468 does not know.
        if (content.IndexOf("Proc-Type:"u8) >= 0) throw SecurityErrors.CertificateKeyUnsupported("Keys under OpenSSL's old PEM encryption (Proc-Type, DEK-Info) are not supported; rewrite it with 'openssl pkcs8 -topk8 -v2 aes256'.");
        throw SecurityErrors.CertificateKeyMalformed("it has no block of a private key.");
    }

    private static ReadOnlySpan<byte> StripWhiteSpace(ReadOnlySpan<byte> base64, out SecretBuffer compact)
    {
        compact = new SecretBuffer(base64.Length);
        int length = 0;
        foreach (byte one in base64)
        {
            if (one > (byte)' ') compact.Span[length++] = one;
        }

        return compact.Span[..length];
    }

    private static CertificateKey ReadBlock(ReadOnlySpan<byte> label, ReadOnlyMemory<byte> der, SecretBuffer? passphrase)
    {
        if (label.SequenceEqual("PRIVATE KEY"u8)) return Guard(() => FromPkcs8(der));
        if (label.SequenceEqual("ENCRYPTED PRIVATE KEY"u8)) return FromEncryptedPkcs8(der, passphrase);
        if (label.SequenceEqual("RSA PRIVATE KEY"u8)) return Guard(() => FromPkcs1(der));
        if (label.SequenceEqual("EC PRIVATE KEY"u8)) return Guard(() => FromSec1(der));
        throw SecurityErrors.CertificateKeyUnsupported("It is a private key of another program's format; convert it to PKCS#8 (OpenSSH's own with Convert-SshKey -Format Pkcs8).");
    }

    private static CertificateKey ReadDer(ReadOnlySpan<byte> content, SecretBuffer? passphrase)
    {
        using SecretBuffer der = SecretBuffer.CopyOf(content);
        // PKCS#8 and PKCS#1 begin with the number 0 and SEC1 with 1; the encrypted form begins with a sequence.
        try
        {
            AsnReader sequence = new AsnReader(der.Memory, AsnEncodingRules.BER).ReadSequence();
            if (sequence.PeekTag() == Asn1Tag.Sequence) return FromEncryptedPkcs8(der.Memory, passphrase);
            sequence.ReadInteger();
            Asn1Tag second = sequence.PeekTag();
            if (second == Asn1Tag.Sequence) return Guard(() => FromPkcs8(der.Memory));
            return second == Asn1Tag.Integer ? Guard(() => FromPkcs1(der.Memory)) : Guard(() => FromSec1(der.Memory));
        }
        catch (AsnContentException error)
        {
            throw SecurityErrors.CertificateKeyMalformed("its encoding is neither PEM nor DER of a private key.", error);
        }
    }

    private static CertificateKey FromEncryptedPkcs8(ReadOnlyMemory<byte> der, SecretBuffer? passphrase)
    {
        if (passphrase is null) throw SecurityErrors.CertificateKeyPassphraseRequired();
        SecretBuffer clear;
        try
        {
            clear = SshPkcs8Encryption.Decrypt(der, passphrase.Span);
        }
        catch (AuthenticationFailedException error)
        {
            throw SecurityErrors.CertificateKeyPassphraseWrong(error);
        }
        catch (UnsupportedException error)
        {
            throw SecurityErrors.CertificateKeyUnsupported("The way it is encrypted, or the cost of that, is not supported; rewrite it with 'openssl pkcs8 -topk8 -v2 aes256'.", error);
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException)
        {
            throw SecurityErrors.CertificateKeyMalformed("its encoding is broken.", error);
        }

        using (clear)
        {
            try
            {
                return Guard(() => FromPkcs8(clear.Memory));
            }
            catch (MalformedDataException error)
            {
                // About one wrong passphrase in 256 gives a padding that fits, and then no key.
                throw SecurityErrors.CertificateKeyPassphraseWrong(error);
            }
        }
    }

    private static CertificateKey FromPkcs8(ReadOnlyMemory<byte> der)
    {
        AsnReader info = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        string algorithm = info.ReadSequence().ReadObjectIdentifier();
        return algorithm switch
        {
            CertificateOid.Rsa => Import(RSA.Create(), rsa => rsa.ImportPkcs8PrivateKey(der.Span, out _)),
            CertificateOid.EcPublicKey => Import(ECDsa.Create(), ecdsa => ecdsa.ImportPkcs8PrivateKey(der.Span, out _)),
            CertificateOid.Ed25519 => new CertificateKey(Ed25519KeyInfo.DecodePrivateKey(der)),
            _ => throw SecurityErrors.CertificateKeyUnsupported($"Keys of type {algorithm} are not supported."),
        };
    }

    private static CertificateKey FromPkcs1(ReadOnlyMemory<byte> der) => Import(RSA.Create(), rsa => rsa.ImportRSAPrivateKey(der.Span, out _));

    private static CertificateKey FromSec1(ReadOnlyMemory<byte> der) => Import(ECDsa.Create(), ecdsa => ecdsa.ImportECPrivateKey(der.Span, out _));

    private static CertificateKey Import<T>(T key, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(key);
            if (key is RSA && key.KeySize is < SmallestRsa or > LargestRsa) throw SecurityErrors.CertificateKeyUnsupported($"RSA keys of {key.KeySize} bits are not supported; those of {SmallestRsa} to {LargestRsa} are.");
            if (key is ECDsa ecdsa && !CertificateKeyTypes.IsKnownCurve(ecdsa)) throw SecurityErrors.CertificateKeyUnsupported("Only the curves P-256, P-384 and P-521 are supported.");
            return new CertificateKey(key);
        }
        catch (PlatformNotSupportedException error)
        {
            // A curve that this platform's library does not have.
            key.Dispose();
            throw SecurityErrors.CertificateKeyUnsupported("Only the curves P-256, P-384 and P-521 are supported.", error);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static CertificateKey Guard(Func<CertificateKey> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException or ArgumentException)
        {
            throw SecurityErrors.CertificateKeyMalformed("its numbers or their encoding are broken.", error);
        }
    }
}
