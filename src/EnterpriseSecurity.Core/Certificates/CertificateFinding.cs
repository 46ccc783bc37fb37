namespace EnterpriseSecurity.Certificates;

/// <summary>One thing that a check of a certificate found.</summary>
/// <param name="Id">What it is.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Message">What it means and what to do.</param>
/// <param name="Subject">The certificate in the chain that it is about.</param>
public sealed record CertificateFinding(CertificateFindingId Id, CertificateSeverity Severity, string Message, string Subject)
{
    /// <summary>The finding in one line.</summary>
    public override string ToString() => $"{Severity} {Id}: {Message}";
}
