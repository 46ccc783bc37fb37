namespace EnterpriseSecurity.Certificates;

/// <summary>Gathers what a check finds; the same thing about the same certificate only once, at its gravest.</summary>
internal sealed class CertificateFindings
{
    private readonly List<CertificateFinding> _found = [];

    public void Error(CertificateFindingId id, string message, CertificateLink about) => Add(id, CertificateSeverity.Error, message, about);

    public void Warning(CertificateFindingId id, string message, CertificateLink about) => Add(id, CertificateSeverity.Warning, message, about);

    public void Add(CertificateFindingId id, CertificateSeverity severity, string message, CertificateLink about)
    {
        int known = _found.FindIndex(one => one.Id == id && one.Subject == about.Info.Subject);
        if (known < 0) _found.Add(new CertificateFinding(id, severity, message, about.Info.Subject));
        else if (_found[known].Severity < severity) _found[known] = new CertificateFinding(id, severity, message, about.Info.Subject);
    }

    /// <summary>The gravest first, and among these in the order in which they were found.</summary>
    public IReadOnlyList<CertificateFinding> Sorted() => [.. _found.OrderByDescending(one => one.Severity)];
}
