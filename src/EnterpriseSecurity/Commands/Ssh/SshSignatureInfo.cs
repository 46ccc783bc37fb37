using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>A signature that was made.</summary>
public sealed class SshSignatureInfo
{
    internal SshSignatureInfo(SshSignature signature, string? path, string? signaturePath)
    {
        Path = path;
        SignaturePath = signaturePath;
        Namespace = signature.Namespace;
        Algorithm = signature.SignatureAlgorithm;
        HashAlgorithm = signature.HashAlgorithm;
        Fingerprint = signature.PublicKey.GetFingerprint();
        Signature = signature.ToArmored();
    }

    /// <summary>The signed file, or null when other content was signed.</summary>
    public string? Path { get; }

    /// <summary>The file with the signature, or null when none was written.</summary>
    public string? SignaturePath { get; }

    /// <summary>What the signature is for.</summary>
    public string Namespace { get; }

    /// <summary>The signature's algorithm.</summary>
    public string Algorithm { get; }

    /// <summary>The hash of the data.</summary>
    public SshSignatureHash HashAlgorithm { get; }

    /// <summary>The SHA-256 fingerprint of the key that signed.</summary>
    public string Fingerprint { get; }

    /// <summary>The signature, from BEGIN to END.</summary>
    public string Signature { get; }

    /// <summary>The signature, from BEGIN to END.</summary>
    public override string ToString() => Signature;
}
