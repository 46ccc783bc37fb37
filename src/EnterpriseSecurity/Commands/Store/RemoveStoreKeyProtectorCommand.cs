using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Takes a way to unlock the store away; the last one stays.</summary>
/// <remarks>
/// <para>From then on the passphrase, key file or set of shares does not open the store. The last protector is
/// refused with the error ProtectorIsLast. The root key stays the same: whoever kept an older copy of
/// <c>store.json</c>, and the proof for it, can still open that copy. After a leak, rotate what the store
/// holds.</para>
/// </remarks>
/// <example>
/// <para>Take the way in of a key file away.</para>
/// <code>
/// Add-StoreKeyProtector -KeyFile ./contractor.key | Out-Null
/// Get-StoreKeyProtector | Where-Object Description -Like '*contractor.key' | Remove-StoreKeyProtector -Confirm:$false
/// </code>
/// </example>
/// <example>
/// <para>Make new recovery shares when a keeper leaves.</para>
/// <code>
/// Add-StoreKeyProtector -RecoveryShare 2 -Of 3 | Out-Null
/// $old = Get-StoreKeyProtector | Where-Object Kind -EQ RecoveryShares
///
/// $shares = Add-StoreKeyProtector -RecoveryShare 2 -Of 3
/// Remove-StoreKeyProtector $old.Id -Confirm:$false
/// </code>
/// <para>The old shares open nothing from now on but old copies of the store.</para>
/// </example>
/// <seealso cref="GetStoreKeyProtectorCommand"/>
/// <seealso cref="AddStoreKeyProtectorCommand"/>
/// <seealso cref="UpdateStoreKeyCommand"/>
[Cmdlet(VerbsCommon.Remove, "StoreKeyProtector", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveStoreKeyProtectorCommand : StoreCmdlet
{
    /// <summary>The protector's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProtectorIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id)
        {
            if (ShouldProcess(id, "Remove key protector")) ForEachInput(id, () => store.Store.RemoveProtector(id));
        }
    }
}
