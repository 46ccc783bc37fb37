namespace EnterpriseSecurity.Ssh;

/// <summary>What a check of a certificate came to.</summary>
public sealed class SshCertificateVerification
{
    private readonly SshCertificateExpectation _expectation;

    internal SshCertificateVerification(SshCertificateReason reason, SshCertificate certificate, SshCertificateExpectation expectation, DateTimeOffset at)
    {
        Reason = reason;
        Certificate = certificate;
        At = at;
        _expectation = expectation;
    }

    /// <summary>True when the certificate is good for what it was shown for.</summary>
    public bool IsValid => Reason == SshCertificateReason.Valid;

    /// <summary>Why the certificate was accepted or refused.</summary>
    public SshCertificateReason Reason { get; }

    /// <summary>The certificate that was checked.</summary>
    public SshCertificate Certificate { get; }

    /// <summary>The time that it was checked for.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The result as a sentence.</summary>
    public string Text => Reason switch
    {
        SshCertificateReason.Valid => $"The certificate '{Certificate.KeyId}' is valid{(_expectation.Principal is null ? "" : $" for '{_expectation.Principal}'")}, signed by {Authority}.",
        SshCertificateReason.AuthorityNotTrusted when _expectation.TrustedAuthorities.Count == 0 => $"The authority {Authority} is not trusted: no trusted authority was given.",
        SshCertificateReason.AuthorityNotTrusted => $"The authority {Authority} is not among the trusted ones.",
        SshCertificateReason.AlgorithmRefused => $"The certificate is for a key of type '{Certificate.PublicKey.Algorithm}', signed with '{Certificate.SignatureAlgorithm}'; one of these is no longer safe.",
        SshCertificateReason.SignatureInvalid => $"The authority {Authority} did not sign this certificate, or it has been changed since.",
        SshCertificateReason.TypeMismatch => $"The certificate is for a {Name(Certificate.Type)}, not for a {Name(_expectation.Type)}.",
        SshCertificateReason.NotYetValid => $"The certificate is valid from {Certificate.ValidAfter:u} on only.",
        SshCertificateReason.Expired => $"The certificate was valid until {Certificate.ValidBefore:u} only.",
        SshCertificateReason.PrincipalNotAllowed => $"The certificate is not for '{_expectation.Principal}', but for {string.Join(", ", Certificate.Principals)}.",
        SshCertificateReason.NoPrincipals => "The certificate names no principals, and would speak for any.",
        SshCertificateReason.CriticalOptionUnknown => $"The certificate has the critical option '{SshCertificateVerifier.FindUnknownOption(Certificate)}', which is not known for a {Name(Certificate.Type)}.",
        SshCertificateReason.SourceAddressNotAllowed => $"The certificate may be used from {SshComment.FromFile(Certificate.CriticalOptions[SshCertificateOptions.SourceAddress])} only, not from {_expectation.SourceAddress?.ToString() ?? "an unknown address"}.",
        _ => throw new InvalidOperationException(),
    };

    private string Authority => Certificate.SigningKey.GetFingerprint();

    /// <inheritdoc cref="Text"/>
    public override string ToString() => Text;

    private static string Name(SshCertificateType type) => type == SshCertificateType.User ? "user" : "host";
}
