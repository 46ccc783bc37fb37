using System.Management.Automation;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Lists what unlocks a store: the connected one, or one in a folder.</summary>
/// <remarks>
/// <para>Each has an id, a kind, a description such as the key file's path, and when it was made; none of it is
/// secret. With <c>-Path</c> the store need not be connected, so that someone who wants to open it can see what is
/// asked for. The list of a store that is not open is not authenticated yet: whoever can write to the folder could
/// have changed it.</para>
/// </remarks>
/// <example>
/// <para>See what opens the connected store.</para>
/// <code>
/// Get-StoreKeyProtector
/// </code>
/// </example>
/// <example>
/// <para>See what another store asks for.</para>
/// <code>
/// Get-StoreKeyProtector ./archive | Format-Table Kind, Description, CreatedAt
/// </code>
/// </example>
/// <seealso cref="AddStoreKeyProtectorCommand"/>
/// <seealso cref="RemoveStoreKeyProtectorCommand"/>
/// <seealso cref="ConnectSecurityStoreCommand"/>
[Cmdlet(VerbsCommon.Get, "StoreKeyProtector")]
[OutputType(typeof(ProtectorInfo))]
public sealed class GetStoreKeyProtectorCommand : SecurityCmdlet
{
    /// <summary>The folder of a store that is not connected.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        EnterpriseSecurityManager? connected = StoreSession.Current;
        if (Path is null && connected is null) ThrowTerminatingError(Errors.StoreNotConnected());
        ForEachInput(Path, () => WriteObject(
            Path is null ? connected!.Store.GetProtectors() : SecurityStore.GetProtectors(ResolveNewPath(Path)),
            enumerateCollection: true));
    }
}
