namespace EnterpriseSecurity.Ssh;

/// <summary>What a check of a signature against the allowed signers came to.</summary>
public sealed class SshSignatureVerification
{
    internal SshSignatureVerification(SshSignatureReason reason, string principal, SshSignature signature, SshAllowedSigner? signer)
    {
        Reason = reason;
        Principal = principal;
        Signature = signature;
        Signer = signer;
    }

    /// <summary>True when the signature is good and its key may sign for the principal, the namespace and the time.</summary>
    public bool IsValid => Reason == SshSignatureReason.Valid;

    /// <summary>Why the signature was accepted or refused.</summary>
    public SshSignatureReason Reason { get; }

    /// <summary>The principal that was asked about.</summary>
    public string Principal { get; }

    /// <summary>The signature that was checked.</summary>
    public SshSignature Signature { get; }

    /// <summary>The line that let the signature pass or came nearest to it; null when no line names the key.</summary>
    public SshAllowedSigner? Signer { get; }

    /// <summary>The result as a sentence.</summary>
    public string Text => Reason switch
    {
        SshSignatureReason.Valid => $"Good '{Signature.Namespace}' signature for '{Principal}' with the key {Fingerprint}.",
        SshSignatureReason.SignatureInvalid => $"The signature does not belong to this data: the data or the signature was changed, or the key {Fingerprint} did not make it.",
        SshSignatureReason.NamespaceMismatch => $"The signature was made for the namespace '{Signature.Namespace}', not for the one that was asked for.",
        SshSignatureReason.AlgorithmRefused => $"The signature's algorithm '{Signature.SignatureAlgorithm}' is no longer safe.",
        SshSignatureReason.KeyUnknown => $"The key {Fingerprint} is not among the allowed signers.",
        SshSignatureReason.PrincipalNotAllowed => $"The key {Fingerprint} may not sign for '{Principal}'.",
        SshSignatureReason.NamespaceNotAllowed => $"The key {Fingerprint} may not sign for the namespace '{Signature.Namespace}'.",
        SshSignatureReason.NotYetValid => $"The key {Fingerprint} may sign from {Signer?.ValidAfter:u} on only.",
        SshSignatureReason.Expired => $"The key {Fingerprint} could sign until {Signer?.ValidBefore:u} only.",
        _ => throw new InvalidOperationException(),
    };

    private string Fingerprint => Signature.PublicKey.GetFingerprint();

    /// <inheritdoc cref="Text"/>
    public override string ToString() => Text;
}
