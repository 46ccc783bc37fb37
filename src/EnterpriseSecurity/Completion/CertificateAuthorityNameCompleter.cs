using System.Collections;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's certificate authorities.</summary>
public sealed class CertificateAuthorityNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.Certificates.List().Where(certificate => certificate.IsAuthority).Select(certificate => certificate.Name);
    }
}
