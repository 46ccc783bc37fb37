namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's certificates.</summary>
public sealed class CertificateNameCompleter : ConnectedStoreCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(EnterpriseSecurityManager store) =>
        store.Certificates.List().Select(certificate => certificate.Name);
}
