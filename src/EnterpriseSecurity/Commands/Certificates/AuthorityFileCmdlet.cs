using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>The base of the cmdlets that sign with an authority in files.</summary>
public abstract class AuthorityFileCmdlet : OptionalStoreCmdlet
{
    /// <summary>
    /// The authority's certificate file, with those between it and the root after it, for an authority in files.
    /// </summary>
    [Parameter]
    public string? AuthorityPath { get; set; }

    /// <summary>The authority's key file; when it is not given, the one beside its certificate with <c>.key</c>.</summary>
    [Parameter]
    public string? AuthorityKeyPath { get; set; }

    /// <summary>The passphrase of the authority's key file, when it has one.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? AuthorityPassphrase { get; set; }

    /// <summary>Certificates in files, with the audit trail of the store if there is one.</summary>
    private protected CertificateIssuer Issuer => TryResolve()?.Certificates.Issuer ?? new CertificateIssuer();

    /// <summary>The authority in files, or null when none was given; the caller disposes of it.</summary>
    private protected CertificateAuthority? OpenAuthority()
    {
        if (AuthorityPath is null) return null;
        using SecretBuffer? passphrase = AuthorityPassphrase?.ToUtf8Buffer();
        return CertificateIssuer.OpenAuthority(ResolveNewPath(AuthorityPath), AuthorityKeyPath is null ? null : ResolveNewPath(AuthorityKeyPath), passphrase);
    }

    private protected void Write(IssuedCertificate certificate)
    {
        foreach (string warning in certificate.Warnings) WriteWarning($"{certificate.Name}: {warning}");
        WriteObject(certificate);
    }
}
