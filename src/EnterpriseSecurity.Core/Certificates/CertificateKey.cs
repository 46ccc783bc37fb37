using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// A private key for certificates: RSA, ECDSA on a NIST curve, or Ed25519. It is read from PKCS#8 (RFC 5958, encrypted
/// by RFC 8018 or not), PKCS#1 (RFC 8017) and SEC1 (RFC 5915), in PEM or DER, and written as PKCS#8.
/// </summary>
public sealed class CertificateKey : IDisposable
{
    private const int SmallestRsa = 1024;
    private const int LargestRsa = 8192;

    // More than a PKCS#8 form of the largest RSA key takes.
    private const int LargestPkcs8 = 16 * 1024;

    private readonly AsymmetricAlgorithm? _platform;
    private readonly SecretBuffer? _seed;

    internal CertificateKey(AsymmetricAlgorithm platform)
    {
        _platform = platform;
        PublicKeyInfo = platform.ExportSubjectPublicKeyInfo();
        Algorithm = platform is RSA ? CertificateKeyAlgorithm.Rsa : CertificateKeyAlgorithm.Ecdsa;
        Bits = platform.KeySize;
    }

    internal CertificateKey(SecretBuffer seed)
    {
        _seed = seed;
        PublicKeyInfo = Ed25519KeyInfo.EncodePublicKey(seed.Span);
        Algorithm = CertificateKeyAlgorithm.Ed25519;
        Bits = 256;
    }

    /// <summary>The family of the key.</summary>
    public CertificateKeyAlgorithm Algorithm { get; }

    /// <summary>The size of the key in bits.</summary>
    public int Bits { get; }

    /// <summary>Which of the kinds that are made here it is; null for an RSA key of another size.</summary>
    public CertificateKeyType? KeyType => CertificateKeyTypes.Of(Algorithm, Bits);

    /// <summary>The public key as a DER SubjectPublicKeyInfo (RFC 5280).</summary>
    public ReadOnlyMemory<byte> PublicKeyInfo { get; }

    /// <summary>The hash that its signatures use: the one that fits its strength.</summary>
    internal HashAlgorithmName SignatureHash => (Algorithm, Bits) switch
    {
        (CertificateKeyAlgorithm.Ecdsa, 384) => HashAlgorithmName.SHA384,
        (CertificateKeyAlgorithm.Ecdsa, 521) or (CertificateKeyAlgorithm.Ed25519, _) => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };

    /// <summary>The platform's own object, for what only it can do; null for Ed25519. It lives as long as this.</summary>
    internal AsymmetricAlgorithm? Platform => _platform;

    /// <summary>Makes a new key.</summary>
    public static CertificateKey Generate(CertificateKeyType type) => type switch
    {
        CertificateKeyType.Rsa2048 => new(RSA.Create(2048)),
        CertificateKeyType.Rsa3072 => new(RSA.Create(3072)),
        CertificateKeyType.Rsa4096 => new(RSA.Create(4096)),
        CertificateKeyType.EcdsaP256 => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        CertificateKeyType.EcdsaP384 => new(ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        CertificateKeyType.EcdsaP521 => new(ECDsa.Create(ECCurve.NamedCurves.nistP521)),
        CertificateKeyType.Ed25519 => new(SecretBuffer.Random(Ed25519.SeedSize)),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Reads a private key from a file's bytes, PEM, DER or PFX; of several PEM blocks, the first private key.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="passphrase">The passphrase; null for none.</param>
    /// <exception cref="AuthenticationFailedException">It is encrypted, and no passphrase, or a wrong one, was given.</exception>
    /// <exception cref="MalformedDataException">It is no private key.</exception>
    /// <exception cref="UnsupportedException">It is of a kind, or encrypted in a way, that is not supported.</exception>
    public static CertificateKey Load(ReadOnlySpan<byte> content, SecretBuffer? passphrase = null)
    {
        using SecretBuffer copy = SecretBuffer.CopyOf(content);
        using SecretBuffer pkcs8 = CertificateReader.ParsePrivateKey(copy.Memory, passphrase);
        return FromPkcs8(pkcs8);
    }

    /// <summary>Takes a key from a DER PrivateKeyInfo in clear.</summary>
    /// <exception cref="MalformedDataException">It is none.</exception>
    /// <exception cref="UnsupportedException">The key is of a kind that is not supported.</exception>
    public static CertificateKey FromPkcs8(SecretBuffer pkcs8)
    {
        ArgumentNullException.ThrowIfNull(pkcs8);
        try
        {
            (string algorithm, _, ReadOnlyMemory<byte> key) = SshAsnPrivateKey.OpenPkcs8(pkcs8.Memory);
            return algorithm switch
            {
                CertificateOids.Rsa => Import(RSA.Create(), pkcs8),
                CertificateOids.EcPublicKey => Import(ECDsa.Create(), pkcs8),
                CertificateOids.Ed25519 => new CertificateKey(SecretBuffer.CopyOf(SshAsnPrivateKey.ReadSeed(key).Span)),
                _ => throw SecurityErrors.CertificateKeyUnsupported($"its algorithm {algorithm} is not known."),
            };
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException or ArgumentException)
        {
            throw SecurityErrors.CertificateKeyMalformed("its content is broken.", error);
        }
        catch (UnsupportedException error) when (error.ErrorId == nameof(SecurityErrors.SshKeyUnsupported))
        {
            throw SecurityErrors.CertificateKeyUnsupported("its curve is not known.", error);
        }
    }

    /// <summary>The key as a DER PrivateKeyInfo in clear; the caller disposes of it.</summary>
    public SecretBuffer ToPkcs8()
    {
        if (_seed is not null) return Ed25519KeyInfo.EncodePrivateKey(_seed.Span);
        using SecretBuffer room = new(LargestPkcs8);
        if (!_platform!.TryExportPkcs8PrivateKey(room.Span, out int written)) throw new CryptographicException("The key is larger than any that was read.");
        return SecretBuffer.CopyOf(room.Span[..written]);
    }

    /// <summary>
    /// The key as PEM, encrypted when there is a passphrase (PBES2 with PBKDF2-HMAC-SHA-256, 600,000 rounds, and
    /// AES-256-CBC); the caller disposes of it.
    /// </summary>
    /// <exception cref="InvalidInputException">The passphrase is empty.</exception>
    public SecretBuffer ToPem(SecretBuffer? passphrase = null)
    {
        using SecretBuffer clear = ToPkcs8();
        return CertificateFile.EncodeKey(clear, passphrase);
    }

    /// <summary>True when a certificate is for this key.</summary>
    public bool Matches(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return PublicKeyInfo.Span.SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The certificate together with this key, as TLS and PFX need it; the caller disposes of it.</summary>
    /// <exception cref="UnsupportedException">.NET cannot hold an Ed25519 private key.</exception>
    public X509Certificate2 Attach(X509Certificate2 certificate) => _platform switch
    {
        RSA rsa => certificate.CopyWithPrivateKey(rsa),
        ECDsa ecdsa => certificate.CopyWithPrivateKey(ecdsa),
        _ => throw SecurityErrors.CertificateKeyUnsupported(".NET cannot hold an Ed25519 key together with its certificate; keep the two as PEM files."),
    };

    /// <summary>Signs data as a certificate's signature is made.</summary>
    internal X509SignatureGenerator CreateGenerator() => _platform switch
    {
        RSA rsa => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
        ECDsa ecdsa => X509SignatureGenerator.CreateForECDsa(ecdsa),
        _ => new Ed25519SignatureGenerator(_seed!, PublicKeyInfo.ToArray()),
    };

    /// <summary>The public key as requests and certificates take it.</summary>
    internal PublicKey ToPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(PublicKeyInfo.Span, out _);

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        _platform?.Dispose();
        _seed?.Dispose();
    }

    private static CertificateKey Import(AsymmetricAlgorithm platform, SecretBuffer pkcs8)
    {
        try
        {
            platform.ImportPkcs8PrivateKey(pkcs8.Span, out _);
            if (platform is RSA && platform.KeySize is < SmallestRsa or > LargestRsa) throw SecurityErrors.CertificateKeyUnsupported($"an RSA key has {SmallestRsa} to {LargestRsa} bits here.");
            if (platform is ECDsa ecdsa && !CertificateKeyTypes.IsKnownCurve(ecdsa)) throw SecurityErrors.CertificateKeyUnsupported("its curve is not known.");
            return new CertificateKey(platform);
        }
        catch
        {
            platform.Dispose();
            throw;
        }
    }

    /// <summary>Says what kind of key it is, never what is in it.</summary>
    public override string ToString() => Algorithm == CertificateKeyAlgorithm.Ed25519 ? "Ed25519" : $"{(Algorithm == CertificateKeyAlgorithm.Rsa ? "RSA" : "ECDSA")} {Bits}";
}
