namespace EnterpriseSecurity.Certificates;

/// <summary>What a check of a certificate came to.</summary>
public sealed record CertificateVerification
{
    /// <summary>True when no finding is an error.</summary>
    public bool IsValid => Findings.All(one => one.Severity != CertificateSeverity.Error);

    /// <summary>The verdict in a sentence: the gravest finding, or that the certificate is valid.</summary>
    public string Message => Findings.Count > 0 && Findings[0].Severity == CertificateSeverity.Error ? Findings[0].Message : "Certificate is valid";

    /// <summary>The certificate's subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The host that it was checked for, or null.</summary>
    public string? HostName { get; init; }

    /// <summary>What was found, the gravest first.</summary>
    public required IReadOnlyList<CertificateFinding> Findings { get; init; }

    /// <summary>The certificates from the checked one up to the root, as far as they were found.</summary>
    public required IReadOnlyList<CertificateInfo> Chain { get; init; }

    /// <summary>When it was valid or not: the time of the check.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>The file that it comes from, or null.</summary>
    public string? Path { get; init; }

    /// <summary>The verdict.</summary>
    public override string ToString() => Message;
}
