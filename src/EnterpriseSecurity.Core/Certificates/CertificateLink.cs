using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>A certificate at its place in a chain.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Info">What it says.</param>
/// <param name="Position">0 for the checked certificate, 1 for its issuer, and so on.</param>
internal sealed record CertificateLink(X509Certificate2 Certificate, CertificateInfo Info, int Position)
{
    public bool IsLeaf => Position == 0;
}
