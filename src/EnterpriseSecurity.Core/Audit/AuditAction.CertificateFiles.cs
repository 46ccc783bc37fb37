namespace EnterpriseSecurity.Audit;

/// <content>Certificates that are read, checked, converted and fetched.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string CertificateRead = "certificate_read";
    public const string CertificateValidated = "certificate_validated";
    public const string CertificateConverted = "certificate_converted";
    public const string CertificateFetched = "certificate_fetched";
#pragma warning restore CS1591
}
