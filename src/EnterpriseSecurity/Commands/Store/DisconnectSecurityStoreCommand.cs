using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Locks the connected store and wipes its keys from memory.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "SecurityStore")]
[OutputType(typeof(void))]
public sealed class DisconnectSecurityStoreCommand : SecurityCmdlet
{
    /// <summary>The store to lock instead, for example one that <c>Connect-SecurityStore -Detached</c> opened.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public EnterpriseSecurityManager? Store { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Store is null) StoreSession.Disconnect();
        else StoreSession.Close(Store);
    }
}
