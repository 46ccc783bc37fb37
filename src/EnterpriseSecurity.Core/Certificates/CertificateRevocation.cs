using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>A certificate that its authority does not stand behind any more.</summary>
/// <param name="SerialNumber">Its serial number in hexadecimal.</param>
/// <param name="At">When it was revoked.</param>
/// <param name="Reason">Why (RFC 5280, 5.3.1).</param>
public sealed record CertificateRevocation(string SerialNumber, DateTimeOffset At, X509RevocationReason Reason);
