namespace EnterpriseSecurity.Certificates;

/// <content>What is only read: other keys, extensions of certificates and revocation lists, purposes.</content>
internal static partial class CertificateOid
{
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string Ed448 = "1.3.101.113";
    public const string Dsa = "1.2.840.10040.4.1";

    public const string SubjectKeyIdentifier = "2.5.29.14";
    public const string KeyUsage = "2.5.29.15";
    public const string CrlReason = "2.5.29.21";
    public const string AuthorityKeyIdentifier = "2.5.29.35";
    public const string ExtendedKeyUsage = "2.5.29.37";

    public const string AnyExtendedKeyUsage = "2.5.29.37.0";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    public const string OcspAccess = "1.3.6.1.5.5.7.48.1";
    public const string CaIssuersAccess = "1.3.6.1.5.5.7.48.2";
}
