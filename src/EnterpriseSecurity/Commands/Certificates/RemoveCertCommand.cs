using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Takes certificates out of the store, and overwrites and deletes their files. It revokes nothing. Overwriting reaches
/// the file's own blocks on a plain disk; an SSD, a snapshot, a journal or a backup may keep the old ones.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "Cert", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCertCommand : StoreCmdlet
{
    /// <summary>The name of a certificate that the store manages.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            if (Confirm(Force, name, "Overwrite and delete certificate and key")) ForEachInput(name, () => store.Certificates.Remove(name));
        }
    }
}
