using System.Formats.Asn1;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>Private keys in PEM other than OpenSSH's own: PKCS#1, SEC1 and PKCS#8. None of them holds a comment.</summary>
internal static class SshPemKeyFile
{
    private const string Pkcs1Label = "RSA PRIVATE KEY";
    private const string Sec1Label = "EC PRIVATE KEY";
    private const string Pkcs8Label = "PRIVATE KEY";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";
    private const int LineLength = 64;

    /// <summary>The format of a file with this label, or null when it is none of these.</summary>
    public static SshPrivateKeyFormat? FormatOf(string label) => label switch
    {
        Pkcs1Label => SshPrivateKeyFormat.Pkcs1,
        Sec1Label => SshPrivateKeyFormat.Sec1,
        Pkcs8Label or EncryptedLabel => SshPrivateKeyFormat.Pkcs8,
        _ => null,
    };

    public static SshPrivateKey Read(SshPem pem, ReadOnlySpan<byte> passphrase)
    {
        if (!IsEncrypted(pem)) return Decode(pem.Label, pem.Content.Memory);
        if (passphrase.IsEmpty) throw SecurityErrors.SshPassphraseRequired();
        using SecretBuffer plaintext = Decrypt(pem, passphrase);
        try
        {
            return Decode(pem.Label == EncryptedLabel ? Pkcs8Label : pem.Label, plaintext.Memory);
        }
        catch (MalformedDataException error)
        {
            // A wrong passphrase whose padding fits by chance gives nonsense.
            throw SecurityErrors.SshPassphraseWrong(error);
        }
    }

    public static SshPrivateKeyFileInfo Inspect(SshPem pem)
    {
        SshPrivateKeyFormat format = FormatOf(pem.Label)!.Value;
        if (IsEncrypted(pem)) return new(format, true, null, null);
        using SshPrivateKey key = Decode(pem.Label, pem.Content.Memory);
        return new(format, false, key.PublicKey, null);
    }

    public static SecretBuffer Write(SshPrivateKey key, SshPrivateKeyFormat format, ReadOnlySpan<byte> passphrase)
    {
        string instead = $"{SshPrivateKeyFormat.OpenSsh} or {SshPrivateKeyFormat.Pkcs8}";
        if (format != SshPrivateKeyFormat.Pkcs8 && !passphrase.IsEmpty) throw SecurityErrors.SshFormatCannotEncrypt(format.ToString());
        switch (format)
        {
            case SshPrivateKeyFormat.Pkcs1:
                if (key.PublicKey.KeyAlgorithm is not SshRsaAlgorithm) throw SecurityErrors.SshFormatCannotHoldKey("PKCS#1", key.Algorithm, instead);
                using (SecretBuffer der = SshAsnPrivateKey.ToPkcs1(key)) return SshPem.Write(Pkcs1Label, der.Span, LineLength);
            case SshPrivateKeyFormat.Sec1:
                if (key.PublicKey.KeyAlgorithm is not SshEcdsaAlgorithm) throw SecurityErrors.SshFormatCannotHoldKey("SEC1", key.Algorithm, instead);
                using (SecretBuffer der = SshAsnPrivateKey.ToSec1(key)) return SshPem.Write(Sec1Label, der.Span, LineLength);
            default:
                using (SecretBuffer der = SshAsnPrivateKey.ToPkcs8(key))
                {
                    if (passphrase.IsEmpty) return SshPem.Write(Pkcs8Label, der.Span, LineLength);
                    using SecretBuffer encrypted = SshPkcs8Encryption.Encrypt(der.Span, passphrase);
                    return SshPem.Write(EncryptedLabel, encrypted.Span, LineLength);
                }
        }
    }

    private static bool IsEncrypted(SshPem pem) => pem.Label == EncryptedLabel || SshLegacyEncryption.IsEncrypted(pem);

    private static SecretBuffer Decrypt(SshPem pem, ReadOnlySpan<byte> passphrase)
    {
        if (pem.Label != EncryptedLabel) return SshLegacyEncryption.Decrypt(pem, passphrase);
        try
        {
            return SshPkcs8Encryption.Decrypt(pem.Content.Memory, passphrase);
        }
        catch (AsnContentException error)
        {
            throw Broken(error);
        }
    }

    private static SshPrivateKey Decode(string label, ReadOnlyMemory<byte> der)
    {
        try
        {
            return label switch
            {
                Pkcs1Label => SshAsnPrivateKey.FromPkcs1(der),
                Sec1Label => SshAsnPrivateKey.FromSec1(der),
                _ => SshAsnPrivateKey.FromPkcs8(der),
            };
        }
        catch (AsnContentException error)
        {
            throw Broken(error);
        }
    }

    private static MalformedDataException Broken(AsnContentException error) => SecurityErrors.SshMalformed(SshData.Key, "its ASN.1 is broken.", error);
}
