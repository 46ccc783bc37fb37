using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>The verdict on a signature.</summary>
public sealed class SshSignatureResult
{
    internal SshSignatureResult(string? path, bool isValid, string reason, string? identity, SshSignature signature)
    {
        Path = path;
        IsValid = isValid;
        Reason = reason;
        Identity = identity;
        Namespace = signature.Namespace;
        Algorithm = signature.SignatureAlgorithm;
        Fingerprint = signature.PublicKey.GetFingerprint();
    }

    /// <summary>The file, or null when other content was checked.</summary>
    public string? Path { get; }

    /// <summary>True when a trusted key signed this data for this namespace.</summary>
    public bool IsValid { get; }

    /// <summary>What is wrong, or that nothing is.</summary>
    public string Reason { get; }

    /// <summary>Who was asked for, or null when a key was.</summary>
    public string? Identity { get; }

    /// <summary>What the signature says that it is for.</summary>
    public string Namespace { get; }

    /// <summary>The signature's algorithm.</summary>
    public string Algorithm { get; }

    /// <summary>The SHA-256 fingerprint of the key that the signature names.</summary>
    public string Fingerprint { get; }
}
