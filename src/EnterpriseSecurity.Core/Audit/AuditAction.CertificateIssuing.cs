namespace EnterpriseSecurity.Audit;

/// <content>Making certificates.</content>
public static partial class AuditAction
{
#pragma warning disable CS1591 // The names say it.
    public const string CertificateGenerated = "certificate_generated";
    public const string CertificateAuthorityCreated = "certificate_authority_created";
    public const string CertificateRequested = "certificate_requested";
    public const string CertificateIssued = "certificate_issued";
    public const string CertificateRenewed = "certificate_renewed";
    public const string CertificateRevoked = "certificate_revoked";
    public const string CertificateRevocationListIssued = "certificate_crl_issued";
    public const string CertificateListed = "certificate_listed";
    public const string CertificateDeleted = "certificate_deleted";
#pragma warning restore CS1591
}
