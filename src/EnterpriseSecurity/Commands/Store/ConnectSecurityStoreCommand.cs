using System.Management.Automation;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Unlocks a store and makes it the one that the other cmdlets work on.</summary>
[Cmdlet(VerbsCommunications.Connect, "SecurityStore", DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(SecurityStoreInfo))]
public sealed class ConnectSecurityStoreCommand : UnlockingCmdlet
{
    /// <summary>The store's folder; the user's data folder or <c>ENTERPRISE_SECURITY_HOME</c> when it is not given.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>Locks the store by itself after this time without use.</summary>
    [Parameter]
    [Conversion.DurationTransformation]
    public TimeSpan? IdleTimeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string folder = ResolveNewPath(Path ?? StoreLocation.Default);
        OrTerminate(folder, () =>
        {
            using KeyProtector protector = CreateProtector();
            EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(folder, protector);
            StoreSession.Connect(manager, IdleTimeout);
            WriteObject(SecurityStoreInfo.Of(manager));
        });
    }
}
