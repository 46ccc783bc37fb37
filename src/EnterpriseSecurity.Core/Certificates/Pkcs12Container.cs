using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// PFX files (PKCS#12, RFC 7292), read and written by the platform. What a crafted file may cost is bounded before
/// anything is derived. Certificates come out without their keys; the key comes out on its own.
/// </summary>
internal static class Pkcs12Container
{
    private const int WrittenIterations = 200_000;
    private const int WrittenLegacyIterations = 2_000;
    private const int LargestKey = 32 * 1024;
    private const int WrongPasswordResult = unchecked((int)0x80070056);

    private static readonly Pkcs12LoaderLimits Limits = CreateLimits(ignoreKeys: false);
    private static readonly Pkcs12LoaderLimits LimitsWithoutKeys = CreateLimits(ignoreKeys: true);

    // Apple's system has no keys in memory only.
    private static X509KeyStorageFlags Storage =>
        OperatingSystem.IsMacOS() ? X509KeyStorageFlags.Exportable : X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet;

    /// <exception cref="AuthenticationFailedException">The passphrase is wrong or missing.</exception>
    /// <exception cref="MalformedDataException">The structure is broken.</exception>
    /// <exception cref="UnsupportedException">Opening it would cost too much, or its key is of an unknown kind.</exception>
    public static CertificateBundle Read(ReadOnlySpan<byte> content, SecretBuffer? passphrase, bool withPrivateKey)
    {
        X509Certificate2Collection loaded = Load(content, passphrase, withPrivateKey);
        List<X509Certificate2> certificates = [];
        SecretBuffer? key = null;
        try
        {
            foreach (X509Certificate2 one in loaded.OrderByDescending(one => one.HasPrivateKey))
            {
                certificates.Add(CertificateReader.LoadDer(one.RawData));
                if (one.HasPrivateKey) key ??= ExportKey(one);
            }

            if (certificates.Count == 0) throw SecurityErrors.CertificateFileEmpty("a PFX without certificates");
            return new CertificateBundle(key is null ? CertificateReader.LeafFirst(certificates) : certificates, key, CertificateFormat.Pfx);
        }
        catch
        {
            key?.Dispose();
            foreach (X509Certificate2 one in certificates) one.Dispose();
            throw;
        }
        finally
        {
            foreach (X509Certificate2 one in loaded) one.Dispose();
        }
    }

    /// <summary>Writes certificates and the leaf's key.</summary>
    /// <param name="bundle">What to write; the leaf goes first.</param>
    /// <param name="passphrase">The passphrase; empty for none.</param>
    /// <param name="legacy">True for triple DES and SHA-1, which is all that Windows before 10 version 1709 reads.</param>
    public static byte[] Write(CertificateBundle bundle, ReadOnlySpan<byte> passphrase, bool legacy)
    {
        PbeParameters protection = legacy
            ? new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, WrittenLegacyIterations)
            : new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, WrittenIterations);
        using X509Certificate2? withKey = bundle.PrivateKey is null ? null : AttachKey(bundle.Leaf, bundle.PrivateKey);
        X509Certificate2Collection collection = [withKey ?? bundle.Leaf, .. bundle.Others];
        // The platform takes the passphrase as text only; this text is ours alone, is not moved meanwhile, and goes at once.
        string text = Encoding.UTF8.GetString(passphrase);
        GCHandle pinned = GCHandle.Alloc(text, GCHandleType.Pinned);
        try
        {
            return collection.ExportPkcs12(protection, text);
        }
        finally
        {
            MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length).Clear();
            pinned.Free();
        }
    }

    private static X509Certificate2Collection Load(ReadOnlySpan<byte> content, SecretBuffer? passphrase, bool withPrivateKey)
    {
        ReadOnlySpan<byte> utf8 = passphrase is null ? default : passphrase.Span;
        char[] text = GC.AllocateArray<char>(Encoding.UTF8.GetCharCount(utf8), pinned: true);
        try
        {
            Encoding.UTF8.GetChars(utf8, text);
            return X509CertificateLoader.LoadPkcs12Collection(content, text, Storage, withPrivateKey ? Limits : LimitsWithoutKeys);
        }
        catch (Pkcs12LoadLimitExceededException error)
        {
            throw SecurityErrors.CertificateFileTooCostly(error);
        }
        catch (CryptographicException error) when (error.HResult == WrongPasswordResult)
        {
            throw passphrase is null ? SecurityErrors.CertificatePassphraseRequired() : SecurityErrors.CertificatePassphraseWrong(error);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or NotSupportedException)
        {
            throw SecurityErrors.CertificateMalformed("its PKCS#12 structure is broken.", error);
        }
        finally
        {
            text.AsSpan().Clear();
        }
    }

    private static SecretBuffer ExportKey(X509Certificate2 certificate)
    {
        using SecretBuffer room = new(LargestKey);
        try
        {
            using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()
                ?? throw SecurityErrors.CertificateKeyUnsupported($"its algorithm is {certificate.PublicKey.Oid.Value}.");
            if (!key.TryExportPkcs8PrivateKey(room.Span, out int written)) throw SecurityErrors.CertificateKeyUnsupported("it is larger than any key in use.");
            return CertificateKeyReader.ReadDer(room.Memory[..written], null);
        }
        catch (CryptographicException error)
        {
            throw SecurityErrors.CertificateKeyMalformed("its content is broken.", error);
        }
    }

    private static X509Certificate2 AttachKey(X509Certificate2 certificate, SecretBuffer pkcs8)
    {
        if (!CertificateKeyReader.Matches(certificate, pkcs8)) throw SecurityErrors.CertificateKeyMismatch();
        try
        {
            if (certificate.PublicKey.Oid.Value == CertificateOids.Rsa)
            {
                using RSA rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(pkcs8.Span, out _);
                return certificate.CopyWithPrivateKey(rsa);
            }

            using ECDsa ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(pkcs8.Span, out _);
            return certificate.CopyWithPrivateKey(ecdsa);
        }
        catch (CryptographicException error)
        {
            throw SecurityErrors.CertificateKeyUnsupported($"a PFX file with a key of type {certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value} cannot be written on this platform.", error);
        }
    }

    private static Pkcs12LoaderLimits CreateLimits(bool ignoreKeys)
    {
        Pkcs12LoaderLimits limits = new()
        {
            MacIterationLimit = 1_000_000,
            IndividualKdfIterationLimit = 1_000_000,
            TotalKdfIterationLimit = 3_000_000,
            MaxCertificates = 200,
            MaxKeys = 16,
            PreserveCertificateAlias = false,
            PreserveKeyName = false,
            PreserveStorageProvider = false,
            PreserveUnknownAttributes = false,
            IgnorePrivateKeys = ignoreKeys,
        };
        limits.MakeReadOnly();
        return limits;
    }
}
