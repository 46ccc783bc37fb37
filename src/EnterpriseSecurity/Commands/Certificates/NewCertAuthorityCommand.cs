using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Makes a certificate authority: a root, or one below a parent.</summary>
/// <remarks>
/// <para>
/// In the connected store (without -Path) the authority's key is sealed in the store and never a file;
/// Approve-CertRequest, Revoke-Cert and Export-CertRevocationList use it by its name. With -Path it writes NAME.crt
/// and NAME.key to a folder, needs no store, and signs by -AuthorityPath; such an authority has no revocation here.
/// </para>
/// <para>
/// Make a root that lasts long and signs little, and an authority below it (-Parent) that issues day by day.
/// -PathLength 0 keeps that one from making authorities of its own, and the name constraints (-PermittedDns and the
/// others) keep whoever gets hold of it from issuing for other names.
/// </para>
/// <para>
/// Clients get the root's .crt file, which is not secret; (Get-CertInfo -Name …).Path names it. Whoever can unlock
/// the store can sign with its authorities: keep a root that matters in a store of its own, offline.
/// </para>
/// <para>
/// The authority is valid for ten years unless -ExpiresIn says otherwise, and never longer than its parent. The audit
/// trail gets <c>certificate_authority_created</c>. Errors a user meets: CertificateExists, CertificateNotFound (no
/// such parent), CertificatePathLengthInvalid, CertificateOutlivesAuthority, AuthorityKeyStaysInStore (-KeyPassphrase
/// without -Path).
/// </para>
/// </remarks>
/// <example>
/// <para>Make a root and an issuing authority that may sign for one domain only.</para>
/// <code>
/// New-CertAuthority 'Example Root 2' -Organization 'Example AG' -Country CH -ExpiresIn 3650d
/// New-CertAuthority 'Example TLS' -Parent 'Example Root 2' -PathLength 0 -PermittedDns example.com -ExpiresIn 1825d
/// </code>
/// </example>
/// <example>
/// <para>Make an authority in files, its key under a passphrase, without a store.</para>
/// <code>
/// New-CertAuthority 'Lab CA' -Path ./lab -Name lab-ca -KeyPassphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// </example>
/// <example>
/// <para>Make an authority for each department, and give the clients the root's certificate.</para>
/// <code>
/// 'Sales', 'Research' | ForEach-Object {
///     New-CertAuthority "Example $_" -Parent 'Example Root' -PathLength 0 -PermittedDns "$($_.ToLower()).example.com"
/// }
/// Copy-Item (Get-CertInfo -Name 'Example Root').Path ./example-root.crt
/// </code>
/// </example>
/// <seealso cref="NewCertRequestCommand"/>
/// <seealso cref="ApproveCertRequestCommand"/>
/// <seealso cref="ExportCertRevocationListCommand"/>
/// <seealso cref="NewSelfSignedCertCommand"/>
[Cmdlet(VerbsCommon.New, "CertAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedCertificate))]
public sealed class NewCertAuthorityCommand : CertificateSubjectCmdlet
{
    /// <summary>The name of the authority above it in the connected store; without a parent it is a root.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CertificateAuthorityNameCompleter))]
    public string? Parent { get; set; }

    /// <summary>The certificate file of the parent; only with -Path.</summary>
    [Parameter]
    public string? ParentPath { get; set; }

    /// <summary>The parent's key file; the one beside its certificate with <c>.key</c> when it is not given.</summary>
    [Parameter]
    public string? ParentKeyPath { get; set; }

    /// <summary>The passphrase of the parent's key file, when it has one.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ParentPassphrase { get; set; }

    /// <summary>The kind of key; ECDSA P-384 when it is not given.</summary>
    [Parameter]
    public CertificateKeyType KeyType { get; set; } = CertificateKeyType.EcdsaP384;

    /// <summary>
    /// For how long it is valid, as in <c>3650d</c>; ten years, or until its parent ends, when it is not given.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>
    /// How many authorities may stand below it, one below the other: 0 for none. No limit, or one less than its
    /// parent has, when it is not given.
    /// </summary>
    [Parameter]
    public int? PathLength { get; set; }

    /// <summary>Domains that it may issue for, each with all below it; no others then.</summary>
    [Parameter]
    public string[] PermittedDns { get; set; } = [];

    /// <summary>Domains that it may not issue for, each with all below it.</summary>
    [Parameter]
    public string[] ExcludedDns { get; set; } = [];

    /// <summary>Networks that it may issue for, as in <c>10.0.0.0/8</c>; no others then.</summary>
    [Parameter]
    public string[] PermittedIp { get; set; } = [];

    /// <summary>Networks that it may not issue for.</summary>
    [Parameter]
    public string[] ExcludedIp { get; set; } = [];

    /// <summary>Mail hosts that it may issue for, or with a dot in front all below one; no others then.</summary>
    [Parameter]
    public string[] PermittedEmail { get; set; } = [];

    /// <summary>Mail hosts that it may not issue for.</summary>
    [Parameter]
    public string[] ExcludedEmail { get; set; } = [];

    /// <summary>
    /// Where the parent's revocation list is published: http, https or ldap URLs, which go into the certificate.
    /// </summary>
    [Parameter]
    public string[] CrlUrl { get; set; } = [];

    /// <summary>Where the parent's certificate is published.</summary>
    [Parameter]
    public string[] IssuerUrl { get; set; } = [];

    /// <summary>Where the parent's OCSP responder answers.</summary>
    [Parameter]
    public string[] OcspUrl { get; set; } = [];

    private protected override string Action => $"Make {KeyType} certificate authority";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is not null && Parent is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(Path), nameof(Parent)));
        if (Path is null && ParentPath is not null) ThrowTerminatingError(Errors.ParentPathNeedsPath());
        if (Path is null && KeyPassphrase is not null) ThrowTerminatingError(Errors.AuthorityKeyStaysInStore());
    }

    private protected override void Make(CertificateSubject subject, SecretBuffer? passphrase)
    {
        CertificateAuthorityOptions options = new()
        {
            Subject = subject,
            KeyType = KeyType,
            ExpiresIn = ExpiresIn,
            PathLength = PathLength,
            NameConstraints = new CertificateNameConstraints
            {
                PermittedDns = PermittedDns,
                ExcludedDns = ExcludedDns,
                PermittedIp = CertificateNameConstraints.ParseNetworks(PermittedIp),
                ExcludedIp = CertificateNameConstraints.ParseNetworks(ExcludedIp),
                PermittedEmail = PermittedEmail,
                ExcludedEmail = ExcludedEmail,
            },
            Locations = new CertificateLocations { RevocationLists = CrlUrl, IssuerCertificates = IssuerUrl, OcspResponders = OcspUrl },
        };
        if (Path is null)
        {
            Write(Resolve().Certificates.CreateAuthority(options, Name, Parent));
            return;
        }

        using SecretBuffer? parentPassphrase = ParentPassphrase?.ToUtf8Buffer();
        using CertificateAuthority? parent = ParentPath is null ? null : CertificateIssuer.OpenAuthority(ResolveNewPath(ParentPath), ParentKeyPath is null ? null : ResolveNewPath(ParentKeyPath), parentPassphrase);
        Write(Issuer.CreateAuthority(options, Target(passphrase), parent));
    }
}
