using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>What goes into a converted certificate file, and where it goes.</summary>
public sealed class CertificateConversion
{
    /// <summary>The certificate's file.</summary>
    public required string Source { get; init; }

    /// <summary>The new file.</summary>
    public required string Destination { get; init; }

    /// <summary>The passphrase of the source, and of the key's file; null for none.</summary>
    public SecretBuffer? Passphrase { get; init; }

    /// <summary>The private key's file, when it is not in the source.</summary>
    public string? KeyPath { get; init; }

    /// <summary>Files of certificates to put behind the source's.</summary>
    public IReadOnlyList<string> ChainPaths { get; init; } = [];

    /// <summary>A file for the private key alone; null to leave it with the certificates where the form has room for it.</summary>
    public string? KeyDestination { get; init; }

    /// <summary>True to leave the private key out.</summary>
    public bool WithoutKey { get; init; }

    /// <summary>How the new file is written.</summary>
    public CertificateWriteOptions Options { get; init; } = new();
}
