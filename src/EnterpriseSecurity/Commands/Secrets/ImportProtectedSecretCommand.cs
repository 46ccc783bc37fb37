using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Reads secrets into the store: those of an export file, all or none, or those of another vault, one by one.</summary>
/// <remarks>
/// <para>
/// With <c>-Path</c> it reads a file of Export-ProtectedSecret, which a passphrase, a key file or a variable opens. Either all of
/// it is imported or nothing.
/// </para>
/// <para>
/// With <c>-FromSecretVault</c> it reads a vault that is registered with SecretManagement, whichever module keeps it. Types come
/// along, and metadata become tags; a number or a date among them keeps its type in a second tag whose name ends in
/// <c>#type</c>. SecretManagement gives out the text in a hashtable as SecureStrings, and such it stays. The vault is left as it is.
/// Each secret is reported; one that fails is an error as well, and the others go on.
/// </para>
/// </remarks>
/// <example>
/// <para>See what would come from another vault, then bring it over.</para>
/// <code>
/// Import-ProtectedSecret -FromSecretVault LocalVault -WhatIf
/// Import-ProtectedSecret -FromSecretVault LocalVault
/// </code>
/// </example>
/// <example>
/// <para>Bring the secrets of an export file back, as new versions where there are some.</para>
/// <code>
/// $passphrase = Read-Host -AsSecureString 'Passphrase'
/// Import-ProtectedSecret -Path secrets.export -Passphrase $passphrase -OnConflict NewVersion
/// </code>
/// </example>
/// <seealso cref="ExportProtectedSecretCommand"/>
/// <seealso cref="ProtectSecretCommand"/>
/// <seealso cref="GetProtectedSecretVersionCommand"/>
[Cmdlet(VerbsData.Import, "ProtectedSecret", SupportsShouldProcess = true, DefaultParameterSetName = PassphraseSet)]
[OutputType(typeof(SecretImport), ParameterSetName = [PassphraseSet, KeyFileSet, EnvironmentSet, DpapiSet])]
[OutputType(typeof(SecretVaultImport), ParameterSetName = [VaultSet])]
public sealed class ImportProtectedSecretCommand : ProtectorCmdlet
{
    private const string VaultSet = "SecretVault";

    /// <summary>The export file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PassphraseSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KeyFileSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = EnvironmentSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = DpapiSet)]
    public string Path { get; set; } = "";

    /// <summary>The name of the vault, as it is registered with SecretManagement.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet)]
    [ArgumentCompleter(typeof(SecretVaultNameCompleter))]
    public string FromSecretVault { get; set; } = "";

    /// <summary>The names of the vault's secrets; wildcards allowed; all when it is not given.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [SupportsWildcards]
    public string[] SecretName { get; set; } = ["*"];

    /// <summary>What to do where a name is taken: <c>Skip</c> (the default), <c>Overwrite</c> or <c>NewVersion</c>.</summary>
    [Parameter]
    public ImportConflict OnConflict { get; set; }

    /// <summary>The store; the connected one when it is not given.</summary>
    [Parameter]
    public EnterpriseSecurityManager? Store { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((Store ?? StoreSession.Current) is not { Store.IsOpen: true } store)
        {
            ThrowTerminatingError(Errors.StoreNotConnected());
            return;
        }

        Hold(store);
        if (ParameterSetName == VaultSet) ImportVault(store);
        else ImportFile(store);
    }

    private void ImportFile(EnterpriseSecurityManager store)
    {
        string file = ResolveNewPath(Path);
        if (!ShouldProcess(file, "Import secrets")) return;
        ForEachInput(file, () =>
        {
            using KeyProtector protector = CreateProtector();
            using CmdletProgress progress = new(this, $"Importing secrets from {file}");
            WriteObject(store.Secrets.Import(file, protector, OnConflict, progress, StopToken));
        });
    }

    private void ImportVault(EnterpriseSecurityManager store)
    {
        SecretVaultReader vault = new(InvokeCommand, FromSecretVault);
        OrTerminate(FromSecretVault, vault.Check);
        List<SecretVaultReader.Entry> entries = [];
        foreach (string name in SecretName)
        {
            IReadOnlyList<SecretVaultReader.Entry> found = OrTerminate(FromSecretVault, () => vault.List(name));
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name)) WriteError(Errors.SecretNotInVault(FromSecretVault, name));
            entries.AddRange(found.Where(entry => entries.TrueForAll(other => other.Name != entry.Name)));
        }

        using CmdletProgress progress = new(this, $"Importing secrets from {FromSecretVault}");
        for (int i = 0; i < entries.Count; i++)
        {
            StopToken.ThrowIfCancellationRequested();
            progress.Report((double)i / entries.Count);
            if (ShouldProcess(entries[i].Name, $"Import secret from vault {FromSecretVault}")) WriteObject(ImportEntry(store, vault, entries[i]));
        }
    }

    private SecretVaultImport ImportEntry(EnterpriseSecurityManager store, SecretVaultReader vault, SecretVaultReader.Entry entry)
    {
        SecretVaultImport outcome = new(entry.Name, FromSecretVault, SecretVaultImportOutcome.Failed);
        ErrorRecord? failure = Attempt(entry.Name, () =>
        {
            object read = vault.Read(entry.Name) ?? throw new RecordedException(Errors.SecretNotInVault(FromSecretVault, entry.Name));
            using SecretValue value = Convert(read, entry.IsText);
            SecretOptions options = new() { Tags = TagTable.From(SecretMetadata.ToTags(entry.Metadata)) };
            SecretInfo? stored = store.Secrets.Import(FromSecretVault, entry.Name, value, options, OnConflict);
            outcome = outcome with
            {
                Outcome = stored is null ? SecretVaultImportOutcome.Skipped : stored.Version > 1 ? SecretVaultImportOutcome.NewVersion : SecretVaultImportOutcome.Imported,
                ValueKind = value.Kind,
                Version = stored?.Version,
            };
        });
        if (failure is null) return outcome;
        WriteError(failure);
        return outcome with { Reason = failure.Exception.Message };
    }

    private static SecretValue Convert(object read, bool isText)
    {
        if (isText && read is SecureString text) return text.Read(SecretValue.FromText);
        return SecretValueConversion.TryFrom(read) ?? throw Errors.SecretValueWrongType(read);
    }
}
