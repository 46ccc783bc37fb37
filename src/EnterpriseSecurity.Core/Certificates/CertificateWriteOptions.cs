using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>How a certificate file is written.</summary>
public sealed class CertificateWriteOptions
{
    /// <summary>The file's form.</summary>
    public CertificateFormat Format { get; init; } = CertificateFormat.Pem;

    /// <summary>
    /// What encrypts the private key (PEM: PKCS#8 with PBES2, 600,000 rounds) or the whole file (PFX). Null writes a
    /// PEM key in clear, and a PFX with the empty passphrase. The file is owner-only in either case.
    /// </summary>
    public SecretBuffer? Passphrase { get; init; }

    /// <summary>True for PFX files that old Windows reads: triple DES and SHA-1. Weak; the file must be kept as if in clear.</summary>
    public bool Legacy { get; init; }

    /// <summary>True to replace a file that exists.</summary>
    public bool Overwrite { get; init; }
}
