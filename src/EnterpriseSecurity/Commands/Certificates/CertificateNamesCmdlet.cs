using System.Management.Automation;
using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>The base of the cmdlets that make a certificate for hosts, people or programs, or a request for one.</summary>
public abstract class CertificateNamesCmdlet : CertificateSubjectCmdlet
{
    /// <summary>
    /// Host names, as in <c>www.example.com</c> or <c>*.example.com</c>. The common name is taken when no name of any
    /// kind is given; else give it here again, for clients look at no other place.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] DnsName { get; set; } = [];

    /// <summary>IPv4 and IPv6 addresses.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] IpAddress { get; set; } = [];

    /// <summary>Mail addresses.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] EmailAddress { get; set; } = [];

    /// <summary>URIs, as in <c>spiffe://example.com/backend</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Uri { get; set; } = [];

    /// <summary>The kind of key; ECDSA P-256 when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public CertificateKeyType KeyType { get; set; } = CertificateKeyType.EcdsaP256;

    /// <summary>What it is for, which decides its key usage; a TLS server when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public CertificateProfile Profile { get; set; } = CertificateProfile.Server;

    private protected CertificateOptions OptionsFor(CertificateSubject subject) => new()
    {
        Subject = subject,
        AlternativeNames = SubjectAlternativeNames.Create(DnsName, IpAddress, EmailAddress, Uri),
        KeyType = KeyType,
        Profile = Profile,
    };
}
