using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>The verdict on an SSH certificate.</summary>
public sealed class SshCertificateVerdict
{
    internal SshCertificateVerdict(SshCertificateVerification verdict, string? path)
    {
        Path = path;
        IsValid = verdict.IsValid;
        Refusal = verdict.Reason;
        Reason = verdict.Text;
        KeyId = verdict.Certificate.KeyId;
        Serial = verdict.Certificate.Serial;
        ValidBefore = verdict.Certificate.ValidBefore;
        AuthorityFingerprint = verdict.Certificate.SigningKey.GetFingerprint();
    }

    /// <summary>The certificate's file, or null.</summary>
    public string? Path { get; }

    /// <summary>True when a server that trusts these authorities would believe it.</summary>
    public bool IsValid { get; }

    /// <summary>What is wrong, as a word.</summary>
    public SshCertificateReason Refusal { get; }

    /// <summary>What is wrong, or that nothing is.</summary>
    public string Reason { get; }

    /// <summary>What the authority called it.</summary>
    public string KeyId { get; }

    /// <summary>The serial number.</summary>
    public ulong Serial { get; }

    /// <summary>Until when it is valid; null for ever.</summary>
    public DateTimeOffset? ValidBefore { get; }

    /// <summary>The SHA-256 fingerprint of the authority's key.</summary>
    public string AuthorityFingerprint { get; }
}
