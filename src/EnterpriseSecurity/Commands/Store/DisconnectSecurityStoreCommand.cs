using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Locks the connected store and wipes its keys from memory.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "SecurityStore")]
[OutputType(typeof(void))]
public sealed class DisconnectSecurityStoreCommand : SecurityCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => StoreSession.Disconnect();
}
