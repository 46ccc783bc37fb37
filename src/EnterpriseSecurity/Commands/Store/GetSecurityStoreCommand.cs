using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Shows the connected store; nothing when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "SecurityStore")]
[OutputType(typeof(SecurityStoreInfo))]
public sealed class GetSecurityStoreCommand : SecurityCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (StoreSession.Current is not { } manager) return;
        ForEachInput(manager.Store.Path, () => WriteObject(SecurityStoreInfo.Of(manager)));
    }
}
