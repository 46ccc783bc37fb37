using System.Management.Automation;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Reads an export file into the store: all of it, or nothing.</summary>
/// <remarks>
/// <para>The file is opened with what it was sealed under, and checked to its end before anything is written: one
/// that was cut or changed is refused. Where a name is taken, <c>-OnConflict</c> decides; without it the secret
/// that is there stays. The result says what was imported and what was skipped. A secret that had expired is
/// imported as an expired one.</para>
/// </remarks>
/// <example>
/// <para>Import what another team has sent.</para>
/// <code>
/// Import-ProtectedSecret ./from-partner.secrets -KeyFile ./transfer.key
/// </code>
/// </example>
/// <example>
/// <para>Take newer values over, and keep the old ones as versions.</para>
/// <code>
/// $result = Import-ProtectedSecret ./from-partner.secrets -OnConflict NewVersion -KeyFile ./transfer.key
/// $result.Imported | Format-Table Name, Version
/// </code>
/// </example>
/// <seealso cref="ExportProtectedSecretCommand"/>
/// <seealso cref="ProtectSecretCommand"/>
/// <seealso cref="GetProtectedSecretVersionCommand"/>
[Cmdlet(VerbsData.Import, "ProtectedSecret", SupportsShouldProcess = true, DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(SecretImport))]
public sealed class ImportProtectedSecretCommand : ProtectorCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>What to do where a name is taken.</summary>
    [Parameter]
    public ImportConflict OnConflict { get; set; }

    /// <summary>The store; the connected one when it is not given.</summary>
    [Parameter]
    public EnterpriseSecurityManager? Store { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((Store ?? StoreSession.Current) is not { } store)
        {
            ThrowTerminatingError(Errors.StoreNotConnected());
            return;
        }

        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, "Import secrets")) return;
        ForEachInput(file, () =>
        {
            using KeyProtector protector = CreateProtector();
            WriteObject(store.Secrets.Import(file, protector, OnConflict));
        });
    }
}
