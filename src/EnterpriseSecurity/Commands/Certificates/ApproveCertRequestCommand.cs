using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Issues certificates for requests, as far as a policy allows: what is not allowed by a parameter is refused, every
/// name of it at once, and no extension of a request gets into a certificate.
/// </summary>
[Cmdlet(VerbsLifecycle.Approve, "CertRequest", SupportsShouldProcess = true, DefaultParameterSetName = ByText)]
[OutputType(typeof(IssuedCertificate))]
public sealed class ApproveCertRequestCommand : AuthorityFileCmdlet
{
    private const string ByText = "Request";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>The request's text, PEM.</summary>
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

    /// <summary>The name of the store's authority that signs.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CertificateAuthorityNameCompleter))]
    public string? Authority { get; set; }

    /// <summary>Domains that are allowed, each with all hosts below it.</summary>
    [Parameter]
    public string[] AllowedDns { get; set; } = [];

    /// <summary>Allows wildcards within the allowed domains.</summary>
    [Parameter]
    public SwitchParameter AllowWildcard { get; set; }

    /// <summary>Addresses and networks that are allowed, as in <c>10.0.0.0/8</c>.</summary>
    [Parameter]
    public string[] AllowedIp { get; set; } = [];

    /// <summary>The domains of mail addresses that are allowed.</summary>
    [Parameter]
    public string[] AllowedEmailDomain { get; set; } = [];

    /// <summary>What allowed URIs begin with.</summary>
    [Parameter]
    public string[] AllowedUriPrefix { get; set; } = [];

    /// <summary>Common names that are allowed though they are no host, address or mailbox; wildcards allowed.</summary>
    [Parameter]
    public string[] AllowedCommonName { get; set; } = [];

    /// <summary>The families of keys that are allowed; all when it is not given.</summary>
    [Parameter]
    public CertificateKeyAlgorithm[] AllowedKeyAlgorithm { get; set; } = [CertificateKeyAlgorithm.Rsa, CertificateKeyAlgorithm.Ecdsa, CertificateKeyAlgorithm.Ed25519];

    /// <summary>The smallest RSA key, in bits.</summary>
    [Parameter]
    [ValidateRange(1024, 16384)]
    public int MinimumRsaBits { get; set; } = 2048;

    /// <summary>The longest lifetime, and the one that is given when none is asked for.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan MaximumLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The lifetime.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>What the certificate is for.</summary>
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

    /// <summary>Where the authority's revocation list is published.</summary>
    [Parameter]
    public string[] CrlUrl { get; set; } = [];

    /// <summary>Where the authority's certificate is published.</summary>
    [Parameter]
    public string[] IssuerUrl { get; set; } = [];

    /// <summary>Where the authority's OCSP responder answers.</summary>
    [Parameter]
    public string[] OcspUrl { get; set; } = [];

    /// <summary>The certificate's new file, <c>NAME.crt</c>; none when it is not given.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Replaces a file that exists.</summary>
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
