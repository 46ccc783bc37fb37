using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>A key that an agent holds.</summary>
public sealed class SshAgentKeyInfo
{
    internal SshAgentKeyInfo(SshAgentIdentity identity, string endpoint)
    {
        Identity = identity;
        Agent = endpoint;
    }

    /// <summary>The SHA-256 fingerprint.</summary>
    public string Fingerprint => Identity.Fingerprint;

    /// <summary>The algorithm's name in SSH; for a certificate, the certificate's type.</summary>
    public string Algorithm => Identity.Algorithm;

    /// <summary>The size in bits; 0 for a certificate and for a kind that is not known.</summary>
    public int Bits => Identity.Key?.Bits ?? 0;

    /// <summary>The comment.</summary>
    public string Comment => Identity.Comment;

    /// <summary>True for a certificate.</summary>
    public bool IsCertificate => Identity.IsCertificate;

    /// <summary>The public key's line, or null for a certificate or an unknown kind.</summary>
    public string? PublicKey => Identity.Key?.ToOpenSsh();

    /// <summary>The agent's socket or pipe.</summary>
    public string Agent { get; }

    internal SshAgentIdentity Identity { get; }
}
