using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Signs the list of what an authority of the connected store has revoked, and writes it to a file.</summary>
/// <remarks>
/// <para>
/// The list (CRL version 2, RFC 5280) has a number that grows with each, every revocation with its time and reason,
/// and the time of the next list. Verifiers refuse it from then on, so write one regularly, well before -NextUpdate,
/// even when nothing was revoked. Expired certificates stay on it.
/// </para>
/// <para>
/// Put the file where the certificates of the authority say (-CrlUrl of Approve-CertRequest). Programs mostly fetch
/// DER; OpenSSL, nginx and Test-Cert read PEM too.
/// </para>
/// <para>
/// An existing file is replaced with -Force only (CertificateFileExists). The audit trail gets
/// <c>certificate_crl_issued</c> with number and count.
/// </para>
/// </remarks>
/// <example>
/// <para>Write the list for a web server, to be replaced every day.</para>
/// <code>
/// Export-CertRevocationList 'Example Issuing' ./issuing.crl -Format Der -NextUpdate 2d -Force
/// </code>
/// </example>
/// <example>
/// <para>Write the lists of all authorities.</para>
/// <code>
/// 'Example Root', 'Example Issuing' | ForEach-Object { Export-CertRevocationList $_ "./$_.crl" }
/// </code>
/// </example>
/// <example>
/// <para>Check a certificate against the list.</para>
/// <code>
/// $null = Export-CertRevocationList 'Example Issuing' ./issuing.crl
/// Test-Cert -Name www.example.com -TrustedRoot ./root.crt -Crl ./issuing.crl
/// </code>
/// </example>
/// <seealso cref="RevokeCertCommand"/>
/// <seealso cref="TestCertCommand"/>
/// <seealso cref="NewCertAuthorityCommand"/>
[Cmdlet(VerbsData.Export, "CertRevocationList", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCertRevocationListCommand : StoreCmdlet
{
    /// <summary>The name of the authority in the connected store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(CertificateAuthorityNameCompleter))]
    public string Authority { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Path { get; set; } = "";

    /// <summary>Pem, or Der as most programs fetch it from a URL. Pem when it is not given.</summary>
    [Parameter]
    [ValidateSet(nameof(CertificateFormat.Pem), nameof(CertificateFormat.Der))]
    public CertificateFormat Format { get; set; } = CertificateFormat.Pem;

    /// <summary>
    /// How long the list counts, a minute to ten years; 7 days when it is not given. Verifiers refuse it after that.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan NextUpdate { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, $"Write revocation list of {Authority}")) return;
        ForEachInput(Authority, () =>
        {
            store.Certificates.ExportRevocationList(Authority, NextUpdate, file, Format, Force);
            WriteObject(new FileInfo(file));
        });
    }
}
