using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Gives the new API key of a running rotation once more.</summary>
/// <remarks>
/// <para>
/// An API key is shown when it is made, and the store keeps a hash. While a rotation runs, its new key is kept too, encrypted,
/// for whoever lost it between the start and its deployment, or was to get it from a scheduler. When the rotation ends, it is
/// wiped. What other kinds of credential rotate to, their own cmdlets give (<c>RotationValueGone</c>).
/// </para>
/// <para>
/// The audit trail gets <c>rotation_value_read</c>. Errors: <c>RotationNotFound</c>, <c>RotationEnded</c>,
/// <c>RotationValueGone</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Take the new key to where it belongs.</para>
/// <code>
/// $null = Start-KeyRotation ApiKey backend
/// $key = Get-KeyRotation -Kind ApiKey -Name backend | Export-RotatedKey
/// Protect-Secret backend-key $key
/// </code>
/// </example>
/// <example>
/// <para>Check that the new key is accepted.</para>
/// <code>
/// $rotation = Start-KeyRotation ApiKey backend -Strategy BlueGreen
/// Test-ApiKey (Export-RotatedKey $rotation.Id)
/// </code>
/// </example>
/// <seealso cref="StartKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationCommand"/>
[Cmdlet(VerbsData.Export, "RotatedKey", SupportsShouldProcess = true)]
[OutputType(typeof(System.Security.SecureString), typeof(string))]
public sealed class ExportRotatedKeyCommand : StoreCmdlet
{
    /// <summary>The ids of the rotations.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RotationIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Writes plain text in place of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id)
        {
            if (!ShouldProcess(id, "Export the new key")) continue;
            ForEachInput(id, () =>
            {
                using SecretBuffer key = SecretBuffer.FromUtf8(store.Rotation.ReadValue(id));
                WriteObject(key.ToOutput(AsPlainText));
            });
        }
    }
}
