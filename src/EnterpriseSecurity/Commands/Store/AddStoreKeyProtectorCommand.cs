using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Adds a way to unlock the connected store, puts one in place of another, or makes recovery shares.</summary>
/// <remarks>
/// <para>Each protector unlocks the same root key, so adding one changes nothing else, and any one of them opens
/// the store. With <c>-Replace</c> the new one takes the place of an old one in a single step: that is how a
/// passphrase is changed.</para>
/// <para><c>-RecoveryShare 3 -Of 5</c> makes five texts of which any three unlock the store, and two tell nothing
/// (Shamir's scheme). They are shown this once: give each to another keeper, on paper or in another vault. At least
/// 2 are needed, and at most 255 are made.</para>
/// <para>A protector that was replaced or removed still opens an old copy of the store's file <c>store.json</c>,
/// backups included.</para>
/// </remarks>
/// <example>
/// <para>Let five colleagues recover the store, any three of them together.</para>
/// <code>
/// $shares = Add-StoreKeyProtector -RecoveryShare 3 -Of 5
/// $shares.Share | ForEach-Object { "Give this to one keeper: $_" }
/// </code>
/// </example>
/// <example>
/// <para>Change the passphrase.</para>
/// <code>
/// Initialize-SecurityStore ./mine -Passphrase (Read-Host -AsSecureString 'Passphrase') | Out-Null
/// $old = Get-StoreKeyProtector | Where-Object Kind -EQ Passphrase
///
/// Add-StoreKeyProtector -Passphrase (Read-Host -AsSecureString 'New passphrase') -Replace $old.Id
/// </code>
/// </example>
/// <example>
/// <para>Let a scheduled job open the store with a key file.</para>
/// <code>
/// Add-StoreKeyProtector -KeyFile ./job.key
/// </code>
/// <para>The file is made when it is not there. It works from now on with Connect-SecurityStore
/// <c>-KeyFile</c>.</para>
/// </example>
/// <seealso cref="GetStoreKeyProtectorCommand"/>
/// <seealso cref="RemoveStoreKeyProtectorCommand"/>
/// <seealso cref="ConnectSecurityStoreCommand"/>
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
                WriteObject(new RecoveryShareSet(protector.Id, RecoveryShare, [.. shares]));
                return;
            }

            using KeyProtector added = CreateProtector(makeKeyFile: true);
            WriteObject(Replace is null ? manager.Store.AddProtector(added) : manager.Store.ReplaceProtector(Replace, added));
        });
    }
}
