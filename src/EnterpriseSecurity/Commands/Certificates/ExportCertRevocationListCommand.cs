using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Signs the list of what an authority of the store has revoked, with the next number, and writes it to a file.</summary>
[Cmdlet(VerbsData.Export, "CertRevocationList", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCertRevocationListCommand : StoreCmdlet
{
    /// <summary>The name of the authority.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(CertificateAuthorityNameCompleter))]
    public string Authority { get; set; } = "";

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Path { get; set; } = "";

    /// <summary>PEM, or DER as most programs fetch it from a URL.</summary>
    [Parameter]
    [ValidateSet(nameof(CertificateFormat.Pem), nameof(CertificateFormat.Der))]
    public CertificateFormat Format { get; set; } = CertificateFormat.Pem;

    /// <summary>When the next list will be there at the latest: verifiers refuse this one from then on.</summary>
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
