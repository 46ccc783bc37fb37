using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Renews certificates: the same subject, names and uses, with new dates, and with the same key or a new one.
/// </summary>
/// <remarks>
/// <para>
/// A managed certificate is renewed by its name, and signed by whom the old one was: by itself, or by an authority of
/// the store. A certificate in files is renewed in its place, NAME.crt with NAME.key beside it; one that an authority
/// issued needs that authority by -AuthorityPath. No store is needed for files.
/// </para>
/// <para>
/// The key stays, so that programs that pin it go on working, unless -NewKey or -KeyType asks for another; then the
/// old key is gone. A certificate that was revoked is renewed with -NewKey only (CertificateRevokedKeepsKey). An
/// authority keeps its key: a new key is a new authority (CertificateAuthorityKeepsKey).
/// </para>
/// <para>
/// The new certificate lasts as long as the old one did unless -ExpiresIn is given. Programs that use the files must
/// read them again. The old certificate stays valid until its end: revoke it when its key leaked. The audit trail
/// gets <c>certificate_renewed</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Renew a managed certificate for 90 days.</para>
/// <code>
/// Update-Cert www.example.com -ExpiresIn 90d
/// </code>
/// </example>
/// <example>
/// <para>Renew every managed certificate that ends within 30 days.</para>
/// <code>
/// Get-CertExpiration -Managed -Within 30d | Update-Cert
/// </code>
/// </example>
/// <example>
/// <para>Renew a self-signed certificate in files with a new key, without a store.</para>
/// <code>
/// Update-Cert -Path ./tls/intranet.crt -NewKey
/// </code>
/// </example>
/// <example>
/// <para>Renew a server's certificate that an authority in files has issued.</para>
/// <code>
/// Update-Cert -Path ./www.crt -AuthorityPath ./ca.crt -ExpiresIn 30d
/// </code>
/// </example>
/// <seealso cref="GetCertExpirationCommand"/>
/// <seealso cref="RevokeCertCommand"/>
/// <seealso cref="NewSelfSignedCertCommand"/>
/// <seealso cref="ApproveCertRequestCommand"/>
[Cmdlet(VerbsData.Update, "Cert", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(IssuedCertificate))]
public sealed class UpdateCertCommand : AuthorityFileCmdlet
{
    private const string ByName = "Name";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByObject = "InputObject";

    /// <summary>The name of a certificate that the connected store manages.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>A certificate file, <c>NAME.crt</c>; wildcards allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>A certificate file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// A certificate as New-SelfSignedCert, Approve-CertRequest and the others write it: a managed one by its name,
    /// another by its file.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public IssuedCertificate[] InputObject { get; set; } = [];

    /// <summary>The key's file; when it is not given, the one beside the certificate with <c>.key</c>.</summary>
    [Parameter]
    public string? KeyPath { get; set; }

    /// <summary>The key's passphrase, when it has one; a new key is encrypted under it too.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? KeyPassphrase { get; set; }

    /// <summary>Makes a new key in place of the old one, which is gone then.</summary>
    [Parameter]
    public SwitchParameter NewKey { get; set; }

    /// <summary>
    /// The kind of the new key; the old one's when it is not given. It asks for a new key as -NewKey does.
    /// </summary>
    [Parameter]
    public CertificateKeyType? KeyType { get; set; }

    /// <summary>The new lifetime; as long as the old one was when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ByName:
                Array.ForEach(Name, RenewManaged);
                break;
            case ByObject:
                foreach (IssuedCertificate one in InputObject)
                {
                    if (one.Id is not null) RenewManaged(one.Name);
                    else if (one.CertificatePath is not null) RenewFile(one.CertificatePath);
                    else WriteError(Errors.CertificateHasNoFile(one.Name));
                }

                break;
            default:
                bool literal = ParameterSetName == ByLiteralPath;
                foreach (string file in ResolveExistingPaths(literal ? LiteralPath : Path, literal)) RenewFile(file);
                break;
        }
    }

    private CertificateRenewal Options => new() { NewKey = NewKey || KeyType is not null, KeyType = KeyType, ExpiresIn = ExpiresIn };

    private void RenewManaged(string name)
    {
        EnterpriseSecurityManager store = Resolve();
        if (!ShouldProcess(name, "Renew certificate")) return;
        ForEachInput(name, () =>
        {
            using SecretBuffer? passphrase = KeyPassphrase?.ToUtf8Buffer();
            Write(store.Certificates.Renew(name, Options, passphrase));
        });
    }

    private void RenewFile(string file)
    {
        if (!ShouldProcess(file, "Renew certificate")) return;
        ForEachInput(file, () =>
        {
            using SecretBuffer? passphrase = KeyPassphrase?.ToUtf8Buffer();
            using CertificateAuthority? authority = OpenAuthority();
            Write(Issuer.Renew(file, KeyPath is null ? null : ResolveNewPath(KeyPath), passphrase, authority, Options));
        });
    }
}
