using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>What an SSH certificate says.</summary>
public sealed class SshCertificateInfo
{
    internal SshCertificateInfo(SshCertificate certificate, string? path)
    {
        Path = path;
        Type = certificate.Type;
        KeyId = certificate.KeyId;
        Serial = certificate.Serial;
        Principal = [.. certificate.Principals];
        ValidAfter = certificate.ValidAfter;
        ValidBefore = certificate.ValidBefore;
        Algorithm = certificate.Algorithm;
        Fingerprint = certificate.PublicKey.GetFingerprint();
        AuthorityFingerprint = certificate.SigningKey.GetFingerprint();
        SignatureAlgorithm = certificate.SignatureAlgorithm;
        CriticalOption = certificate.CriticalOptions;
        Extension = certificate.Extensions;
        Certificate = certificate.ToOpenSsh();
    }

    /// <summary>The certificate's file, or null.</summary>
    public string? Path { get; }

    /// <summary>Whether it is a user's or a host's.</summary>
    public SshCertificateType Type { get; }

    /// <summary>What the authority called it; it is in the server's log at each login.</summary>
    public string KeyId { get; }

    /// <summary>The serial number.</summary>
    public ulong Serial { get; }

    /// <summary>The accounts or host names that it is for.</summary>
    public string[] Principal { get; }

    /// <summary>From when it is valid; null for always.</summary>
    public DateTimeOffset? ValidAfter { get; }

    /// <summary>Until when it is valid; null for ever.</summary>
    public DateTimeOffset? ValidBefore { get; }

    /// <summary>The certificate's type name in SSH.</summary>
    public string Algorithm { get; }

    /// <summary>The SHA-256 fingerprint of the certified key.</summary>
    public string Fingerprint { get; }

    /// <summary>The SHA-256 fingerprint of the authority's key.</summary>
    public string AuthorityFingerprint { get; }

    /// <summary>The algorithm of the authority's signature.</summary>
    public string SignatureAlgorithm { get; }

    /// <summary>What the server must hold it to.</summary>
    public IReadOnlyDictionary<string, string> CriticalOption { get; }

    /// <summary>What it allows.</summary>
    public IReadOnlyDictionary<string, string> Extension { get; }

    /// <summary>The certificate's line.</summary>
    public string Certificate { get; }
}
