using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Shows the connected store; nothing when there is none.</summary>
/// <remarks>
/// <para>It tells the store's id, its folder, where its records are, when it was made and which kinds of protector
/// unlock it. The property <c>Store</c> is the store itself, for the <c>-Store</c> parameter of other cmdlets.
/// Asking counts as use of the store, so that its idle timeout begins anew.</para>
/// </remarks>
/// <example>
/// <para>See what is connected.</para>
/// <code>
/// Get-SecurityStore
/// </code>
/// </example>
/// <example>
/// <para>Connect only where nothing is connected yet.</para>
/// <code>
/// if (-not (Get-SecurityStore)) {
///     Connect-SecurityStore ./service -KeyFile ./service.key
/// }
/// </code>
/// </example>
/// <example>
/// <para>Hand the store to a script that must not depend on what is connected.</para>
/// <code>
/// $store = (Get-SecurityStore).Store
/// $report = { param($Store) Get-ProtectedSecret -Store $Store | Select-Object Name, ExpiresAt }
/// &amp; $report $store
/// </code>
/// </example>
/// <seealso cref="ConnectSecurityStoreCommand"/>
/// <seealso cref="GetSecurityStatusCommand"/>
/// <seealso cref="TestSecurityStoreCommand"/>
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
