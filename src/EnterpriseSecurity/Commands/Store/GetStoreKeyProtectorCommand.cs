using System.Management.Automation;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Lists what unlocks a store: the connected one, or one in a folder.</summary>
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
