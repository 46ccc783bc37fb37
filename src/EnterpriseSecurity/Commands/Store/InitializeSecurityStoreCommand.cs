using System.Management.Automation;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Makes a store, and connects to it.</summary>
[Cmdlet(VerbsData.Initialize, "SecurityStore", SupportsShouldProcess = true, DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(SecurityStoreInfo))]
public sealed class InitializeSecurityStoreCommand : ProtectorCmdlet
{
    /// <summary>The folder, absent or empty; the user's data folder or <c>ENTERPRISE_SECURITY_HOME</c> when it is not given.</summary>
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
        if (!ShouldProcess(folder, "Make a security store")) return;
        OrTerminate(folder, () =>
        {
            using KeyProtector protector = CreateProtector(makeKeyFile: true);
            EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(folder, protector);
            StoreSession.Connect(manager, IdleTimeout);
            WriteObject(SecurityStoreInfo.Of(manager));
        });
    }
}
