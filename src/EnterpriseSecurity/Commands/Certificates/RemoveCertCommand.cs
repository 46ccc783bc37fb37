using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Takes certificates out of the connected store, and overwrites and deletes their files.</summary>
/// <remarks>
/// <para>
/// The record goes with certificate and key, and the files in the store's certs folder are overwritten and deleted.
/// Nothing is revoked: where the key may have leaked, use Revoke-Cert first. The entry that the authority has of the
/// certificate stays, so that it can still be revoked by serial number.
/// </para>
/// <para>
/// An authority is kept while anything that it has issued is valid (CertificateAuthorityInUse). It asks before;
/// -Force skips the question.
/// </para>
/// <para>
/// Overwriting reaches the file's own blocks on a plain disk. An SSD, a snapshot, a journal or a backup may keep the
/// old ones. The audit trail gets <c>certificate_deleted</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Remove a certificate that is out of use.</para>
/// <code>
/// Remove-Cert dev.example.com -Force
/// </code>
/// </example>
/// <example>
/// <para>Revoke and remove the certificate of a server that is gone.</para>
/// <code>
/// Revoke-Cert www.example.com -Reason CessationOfOperation -Force
/// Remove-Cert www.example.com -Force
/// </code>
/// </example>
/// <example>
/// <para>Remove what expired more than 90 days ago.</para>
/// <code>
/// Get-CertExpiration -Managed | Where-Object DaysUntilExpiry -lt -90 | Remove-Cert -Force
/// </code>
/// </example>
/// <seealso cref="RevokeCertCommand"/>
/// <seealso cref="GetCertExpirationCommand"/>
/// <seealso cref="UpdateCertCommand"/>
[Cmdlet(VerbsCommon.Remove, "Cert", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCertCommand : StoreCmdlet
{
    /// <summary>The name of a certificate that the connected store manages.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Asks no question. An authority in use is kept all the same.</summary>
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
