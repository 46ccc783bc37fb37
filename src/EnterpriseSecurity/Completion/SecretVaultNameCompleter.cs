using System.Collections;
using System.Management.Automation;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of the vaults that are registered with SecretManagement, where that is installed.</summary>
public sealed class SecretVaultNameCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.SecretManagement\\Get-SecretVault").AddParameter("ErrorAction", ActionPreference.Ignore);
        return [.. shell.Invoke().Select(vault => $"{vault.Properties["Name"]?.Value}")];
    }
}
