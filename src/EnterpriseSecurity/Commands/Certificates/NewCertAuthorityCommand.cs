using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Makes a certificate authority: a root, or one below a parent. In a store its key is sealed and never a file; with a
/// path it is files like any others.
/// </summary>
[Cmdlet(VerbsCommon.New, "CertAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedCertificate))]
public sealed class NewCertAuthorityCommand : CertificateSubjectCmdlet
{
    /// <summary>The name of the store's authority above it; a root is made when no parent is given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CertificateAuthorityNameCompleter))]
    public string? Parent { get; set; }

    /// <summary>The parent's certificate file; with a path.</summary>
    [Parameter]
    public string? ParentPath { get; set; }

    /// <summary>The parent's key file; when it is not given, the one beside its certificate with <c>.key</c>.</summary>
    [Parameter]
    public string? ParentKeyPath { get; set; }

    /// <summary>The passphrase of the parent's key.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ParentPassphrase { get; set; }

    /// <summary>The kind of key.</summary>
    [Parameter]
    public CertificateKeyType KeyType { get; set; } = CertificateKeyType.EcdsaP384;

    /// <summary>For how long it is valid; ten years, or until its parent ends, when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>How many authorities may stand below it; no limit when it is not given, or one less than its parent has.</summary>
    [Parameter]
    public int? PathLength { get; set; }

    /// <summary>Domains that it may issue for; no others then.</summary>
    [Parameter]
    public string[] PermittedDns { get; set; } = [];

    /// <summary>Domains that it may not issue for.</summary>
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

    /// <summary>Where the parent's revocation list is published.</summary>
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
