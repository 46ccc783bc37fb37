using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>Where a new certificate and its key are written.</summary>
public sealed record CertificateTarget
{
    /// <summary>The folder; it is made, owner-only, when it is absent.</summary>
    public required string Folder { get; init; }

    /// <summary>The files' name without its suffix; the common name when null.</summary>
    public string? Name { get; init; }

    /// <summary>What encrypts the private key; null for a key in clear.</summary>
    public SecretBuffer? KeyPassphrase { get; init; }

    /// <summary>True to replace files that exist.</summary>
    public bool Overwrite { get; init; }
}
