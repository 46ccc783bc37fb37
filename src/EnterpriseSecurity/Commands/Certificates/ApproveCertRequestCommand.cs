using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Issues certificates for requests, as far as a policy allows.</summary>
/// <remarks>
/// <para>
/// A request is a wish of someone who may be anybody, so nothing is allowed that no parameter allows: domains by
/// -AllowedDns, wildcards by -AllowWildcard, networks by -AllowedIp and so on. One name too many refuses the whole
/// request (CertificateRequestRefused), and the error lists every reason at once. Of the request only the key, the
/// common name and the alternative names get into the certificate; its extensions and the rest of its subject do not,
/// and LeftOut in the result says which.
/// </para>
/// <para>
/// Requests come as text, as .csr files, or straight from New-CertRequest. The authority is one of the connected
/// store (-Authority), or files (-AuthorityPath), for which no store is needed. The authority's name constraints, and
/// those above it, are checked before it signs.
/// </para>
/// <para>
/// The result has the certificate as PEM with the authorities between it and the root after it, as servers want it.
/// It is written to -Destination, and, when the key is the store's own, to the store's certs folder. The store keeps
/// each certificate that its authorities issue, so that it can be revoked. The audit trail gets
/// <c>certificate_issued</c>, for a refusal too.
/// </para>
/// <para>
/// Errors a user meets besides: CertificateRequestSignatureBad, CertificateNamesConstrained,
/// CertificateOutlivesAuthority, AuthorityNeeded.
/// </para>
/// </remarks>
/// <example>
/// <para>Approve a request that came as a file, and write the certificate for the one who asked.</para>
/// <code>
/// Approve-CertRequest -Path ./app.csr -Authority 'Example Issuing' -AllowedDns example.com `
///     -ExpiresIn 90d -Destination ./app.crt
/// </code>
/// </example>
/// <example>
/// <para>Make request and certificate in one go for an internal server.</para>
/// <code>
/// New-CertRequest db.example.com -DnsName db.example.com -IpAddress 10.0.0.5 |
///     Approve-CertRequest -Authority 'Example Issuing' -AllowedDns example.com -AllowedIp 10.0.0.0/8 -Profile ServerAndClient
/// </code>
/// </example>
/// <example>
/// <para>Approve every request of a folder with an authority in files, without a store.</para>
/// <code>
/// Get-ChildItem ./requests/*.csr |
///     Approve-CertRequest -AuthorityPath ./ca.crt -AllowedDns example.com -MaximumLifetime 30d |
///     Select-Object Subject, NotAfter, SerialNumber
/// </code>
/// </example>
/// <example>
/// <para>See why a request would be refused, without issuing anything.</para>
/// <code>
/// Approve-CertRequest -Path ./app.csr -Authority 'Example Issuing' -AllowedDns example.org `
///     -ErrorAction SilentlyContinue -ErrorVariable refusal
/// $refusal.Exception.Message
/// </code>
/// </example>
/// <seealso cref="NewCertRequestCommand"/>
/// <seealso cref="NewCertAuthorityCommand"/>
/// <seealso cref="RevokeCertCommand"/>
/// <seealso cref="TestCertCommand"/>
[Cmdlet(VerbsLifecycle.Approve, "CertRequest", SupportsShouldProcess = true, DefaultParameterSetName = ByText)]
[OutputType(typeof(IssuedCertificate))]
public sealed class ApproveCertRequestCommand : AuthorityFileCmdlet
{
    private const string ByText = "Request";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>The request's text, PEM, from BEGIN to END.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByText)]
    public string[] Request { get; set; } = [];

    /// <summary>The request's file, PEM or DER; wildcards allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The request's file; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The name of the connected store's authority that signs. Give this or -AuthorityPath.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CertificateAuthorityNameCompleter))]
    public string? Authority { get; set; }

    /// <summary>Domains that are allowed, each with all hosts below it; none when it is not given.</summary>
    [Parameter]
    public string[] AllowedDns { get; set; } = [];

    /// <summary>Allows wildcards such as <c>*.example.com</c> within the allowed domains.</summary>
    [Parameter]
    public SwitchParameter AllowWildcard { get; set; }

    /// <summary>Addresses and networks that are allowed, as in <c>10.0.0.0/8</c>; none when it is not given.</summary>
    [Parameter]
    public string[] AllowedIp { get; set; } = [];

    /// <summary>The domains of mail addresses that are allowed; none when it is not given.</summary>
    [Parameter]
    public string[] AllowedEmailDomain { get; set; } = [];

    /// <summary>What allowed URIs begin with, as in <c>spiffe://example.com/</c>; none when it is not given.</summary>
    [Parameter]
    public string[] AllowedUriPrefix { get; set; } = [];

    /// <summary>Common names that are allowed though they are no host, address or mailbox; wildcards allowed.</summary>
    [Parameter]
    public string[] AllowedCommonName { get; set; } = [];

    /// <summary>The families of keys that are allowed; all when it is not given.</summary>
    [Parameter]
    public CertificateKeyAlgorithm[] AllowedKeyAlgorithm { get; set; } = [CertificateKeyAlgorithm.Rsa, CertificateKeyAlgorithm.Ecdsa, CertificateKeyAlgorithm.Ed25519];

    /// <summary>The smallest RSA key, in bits; 2048 when it is not given.</summary>
    [Parameter]
    [ValidateRange(1024, 16384)]
    public int MinimumRsaBits { get; set; } = 2048;

    /// <summary>
    /// The longest lifetime, and the one that is given when none is asked for; 365 days when it is not given.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan MaximumLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>
    /// The lifetime, as in <c>90d</c>; the longest allowed, or until the authority ends, when it is not given.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>What the certificate is for, which decides its key usage; a TLS server when it is not given.</summary>
    [Parameter]
    public CertificateProfile Profile { get; set; } = CertificateProfile.Server;

    /// <summary>The organization in the certificate; the request's is not taken.</summary>
    [Parameter]
    public string? Organization { get; set; }

    /// <summary>The organizational unit in the certificate.</summary>
    [Parameter]
    public string? OrganizationalUnit { get; set; }

    /// <summary>The country in the certificate.</summary>
    [Parameter]
    public string? Country { get; set; }

    /// <summary>
    /// Where the authority's revocation list is published: http, https or ldap URLs, which go into the certificate.
    /// </summary>
    [Parameter]
    public string[] CrlUrl { get; set; } = [];

    /// <summary>Where the authority's certificate is published.</summary>
    [Parameter]
    public string[] IssuerUrl { get; set; } = [];

    /// <summary>Where the authority's OCSP responder answers.</summary>
    [Parameter]
    public string[] OcspUrl { get; set; } = [];

    /// <summary>
    /// The certificate's new file, <c>NAME.crt</c>; none, besides the store's own, when it is not given.
    /// </summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Replaces the -Destination file when it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Authority is null == AuthorityPath is null) ThrowTerminatingError(Errors.CertificateAuthorityChoice());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByText)
        {
            foreach (string text in Request) ForEachInput(null, () => Approve(CertificateSigningRequest.Parse(System.Text.Encoding.UTF8.GetBytes(text))));
            return;
        }

        bool literal = ParameterSetName == ByLiteralPath;
        foreach (string file in ResolveExistingPaths(literal ? LiteralPath : Path, literal)) ForEachInput(file, () => Approve(CertificateSigningRequest.Read(file)));
    }

    private void Approve(CertificateSigningRequest request)
    {
        if (!ShouldProcess(request.Subject, $"Issue {Profile} certificate for {request.AlternativeNames} by {Authority ?? AuthorityPath}")) return;
        CertificateRequestPolicy policy = new()
        {
            AllowedDns = AllowedDns,
            AllowWildcards = AllowWildcard,
            AllowedIp = CertificateNameConstraints.ParseNetworks(AllowedIp),
            AllowedEmailDomains = AllowedEmailDomain,
            AllowedUriPrefixes = AllowedUriPrefix,
            AllowedCommonNames = AllowedCommonName,
            AllowedKeyAlgorithms = AllowedKeyAlgorithm,
            MinimumRsaBits = MinimumRsaBits,
            MaximumLifetime = MaximumLifetime,
            Profile = Profile,
            Subject = Organization is null && OrganizationalUnit is null && Country is null ? null : new CertificateSubject { Organization = Organization, OrganizationalUnit = OrganizationalUnit, Country = Country },
            Locations = new CertificateLocations { RevocationLists = CrlUrl, IssuerCertificates = IssuerUrl, OcspResponders = OcspUrl },
        };
        string? target = Destination is null ? null : ResolveNewPath(Destination);
        using CertificateAuthority? files = OpenAuthority();
        IssuedCertificate issued = files is null
            ? Resolve().Certificates.Approve(Authority!, request, policy, ExpiresIn, target, Force)
            : Issuer.Approve(request, policy, files, ExpiresIn, target, Force);
        foreach (string one in issued.LeftOut) WriteVerbose($"Left out of the certificate: {one}");
        Write(issued);
    }
}
