namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's certificate authorities.</summary>
public sealed class CertificateAuthorityNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.Certificates.List().Where(certificate => certificate.IsAuthority).Select(certificate => certificate.Name);
}
