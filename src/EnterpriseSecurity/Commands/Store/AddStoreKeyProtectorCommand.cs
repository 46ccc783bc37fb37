using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Adds a way to unlock the connected store, or puts one in place of another: a change of passphrase.</summary>
[Cmdlet(VerbsCommon.Add, "StoreKeyProtector", SupportsShouldProcess = true, DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(ProtectorInfo), typeof(RecoveryShareSet))]
public sealed class AddStoreKeyProtectorCommand : ProtectorCmdlet
{
    private const string RecoverySet = "RecoveryShare";

    /// <summary>How many recovery shares unlock the store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecoverySet)]
    public int RecoveryShare { get; set; }

    /// <summary>How many recovery shares are made.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecoverySet)]
    public int Of { get; set; }

    /// <summary>The id of the protector that the new one replaces, in one step.</summary>
    [Parameter(ParameterSetName = PassphraseSet)]
    [Parameter(ParameterSetName = KeyFileSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = DpapiSet)]
    [ArgumentCompleter(typeof(ProtectorIdCompleter))]
    public string? Replace { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (StoreSession.Current is not { } manager)
        {
            ThrowTerminatingError(Errors.StoreNotConnected());
            return;
        }

        if (!ShouldProcess(manager.Store.Path, Replace is null ? "Add a key protector" : $"Replace key protector {Replace}")) return;
        ForEachInput(manager.Store.Path, () =>
        {
            if (ParameterSetName == RecoverySet)
            {
                (ProtectorInfo protector, IReadOnlyList<string> shares) = manager.Store.AddRecoveryShares(RecoveryShare, Of);
                WriteObject(new RecoveryShareSet(protector.Id, RecoveryShare, shares));
                return;
            }

            using KeyProtector added = CreateProtector(makeKeyFile: true);
            WriteObject(Replace is null ? manager.Store.AddProtector(added) : manager.Store.ReplaceProtector(Replace, added));
        });
    }
}
