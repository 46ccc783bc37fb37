using System.Management.Automation;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Takes a way to unlock the store away; the last one stays.</summary>
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
