using System.Collections;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the connected store's certificates.</summary>
public sealed class CertificateNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        EnterpriseSecurityManager? store = boundParameters["Store"] as EnterpriseSecurityManager ?? StoreSession.Current;
        return store is null ? [] : store.Certificates.List().Select(certificate => certificate.Name);
    }
}
