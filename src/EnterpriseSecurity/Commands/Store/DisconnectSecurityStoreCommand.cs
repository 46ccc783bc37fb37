using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Locks the connected store and wipes its keys from memory.</summary>
/// <remarks>
/// <para>Audit entries that wait are written first. After it, cmdlets that need a store end with the error
/// StoreNotConnected, and what needs none goes on working. Where no store is connected it does nothing.</para>
/// <para>Values that were opened before, in variables of yours, are not touched.</para>
/// </remarks>
/// <example>
/// <para>Lock the store at the end of a script, whatever happened.</para>
/// <code>
/// try {
///     Connect-SecurityStore ./service -KeyFile ./service.key
///     Get-ProtectedSecret
/// }
/// finally {
///     Disconnect-SecurityStore
/// }
/// </code>
/// </example>
/// <example>
/// <para>Lock the store before you leave the desk.</para>
/// <code>
/// Disconnect-SecurityStore
/// Get-SecurityStore
/// </code>
/// <para>Get-SecurityStore writes nothing now.</para>
/// </example>
/// <seealso cref="ConnectSecurityStoreCommand"/>
/// <seealso cref="GetSecurityStoreCommand"/>
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
        EnterpriseSecurityManager? store = Store ?? StoreSession.Current;
        WriteVerbose(store is { Store.IsOpen: true } ? $"Locking the store '{store.Store.Path}': its keys are wiped, and its files closed." : "No store is connected; there is nothing to lock.");
        if (Store is null) StoreSession.Disconnect();
        else StoreSession.Close(Store);
    }
}
