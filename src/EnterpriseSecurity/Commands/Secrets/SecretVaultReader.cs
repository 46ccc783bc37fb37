using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Reads a vault that is registered with SecretManagement, by the commands of the SecretManagement that the session has.</summary>
/// <param name="commands">The session's commands.</param>
/// <param name="vault">The vault's name.</param>
internal sealed class SecretVaultReader(CommandInvocationIntrinsics commands, string vault)
{
    private const string ModuleName = "Microsoft.PowerShell.SecretManagement";
    private const string LockedType = "PasswordRequiredException";

    private static readonly string Listing = $"param($vault, $name) {ModuleName}\\Get-SecretInfo -Vault $vault -Name $name -ErrorAction Stop";
    // In a property, for bytes would come one by one.
    private static readonly string Reading = $"param($vault, $name) [pscustomobject]@{{ Value = {ModuleName}\\Get-Secret -Vault $vault -Name $name -ErrorAction Stop }}";
    private static readonly string Vaults = $"{ModuleName}\\Get-SecretVault -ErrorAction Stop";

    /// <summary>What the vault says of a secret without its value.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IsText">True when it is a string; reading it gives a SecureString all the same.</param>
    /// <param name="Metadata">Its metadata.</param>
    public sealed record Entry(string Name, bool IsText, IDictionary Metadata);

    /// <summary>Makes sure that SecretManagement is there and knows the vault.</summary>
    /// <exception cref="RecordedException">It is not, or does not; the error record says what to do.</exception>
    public void Check()
    {
        if (commands.GetCommand($"{ModuleName}\\Get-Secret", CommandTypes.Cmdlet | CommandTypes.Function) is null) throw new RecordedException(Errors.SecretManagementMissing());
        bool isKnown = Invoke(Vaults).Any(found => string.Equals($"{Property(found, "Name")}", vault, StringComparison.OrdinalIgnoreCase));
        if (!isKnown) throw new RecordedException(Errors.SecretVaultNotFound(vault));
    }

    /// <summary>The secrets whose names match, by PowerShell's wildcards.</summary>
    public IReadOnlyList<Entry> List(string name) =>
    [
        .. Invoke(Listing, name).Select(info => new Entry(
            $"{Property(info, "Name")}",
            $"{Property(info, "Type")}" == "String",
            Table(Property(info, "Metadata")))),
    ];

    /// <summary>A secret's value; text as a SecureString.</summary>
    public object? Read(string name) => Invoke(Reading, name).FirstOrDefault() is { } found ? Property(found, "Value") : null;

    private static object? Property(PSObject item, string name)
    {
        object? value = item.Properties[name]?.Value;
        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }

    private static Hashtable Table(object? metadata)
    {
        Hashtable table = [];
        if (metadata is not IEnumerable<KeyValuePair<string, object>> entries) return table;
        foreach ((string name, object value) in entries) table[name] = value;
        return table;
    }

    private IEnumerable<PSObject> Invoke(string script, string? name = null)
    {
        try
        {
            return commands.InvokeScript(script, useNewScope: true, PipelineResultTypes.None, input: null, vault, name).Where(item => item is not null);
        }
        catch (RuntimeException error) when (IsLocked(error))
        {
            throw new RecordedException(Errors.SecretVaultLocked(vault, error));
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw new RecordedException(Errors.SecretVaultFailed(vault, name, error));
        }
    }

    private static bool IsLocked(RuntimeException error)
    {
        for (Exception? cause = error.ErrorRecord?.Exception ?? error; cause is not null; cause = cause.InnerException)
        {
            if (cause.GetType().Name == LockedType) return true;
        }

        return false;
    }
}
