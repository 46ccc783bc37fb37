using System.Management.Automation;

namespace EnterpriseSecurity;

/// <content>SecretManagement's vaults.</content>
internal static partial class Errors
{
    public static ErrorRecord SecretManagementMissing() => new(
        new PSNotSupportedException("The module Microsoft.PowerShell.SecretManagement is not installed, so there is no vault to import from. Install it with 'Install-PSResource Microsoft.PowerShell.SecretManagement', and the module that keeps the vault."),
        "SecretManagementMissing", ErrorCategory.NotInstalled, null);

    public static ErrorRecord SecretVaultNotFound(string vault) => new(
        new ItemNotFoundException($"No vault '{vault}' is registered with SecretManagement for this user. Get-SecretVault lists those there are."),
        "SecretVaultNotFound", ErrorCategory.ObjectNotFound, vault);

    public static ErrorRecord SecretVaultLocked(string vault, Exception cause) => new(
        new PSInvalidOperationException($"The vault '{vault}' is locked. Run Unlock-SecretVault -Name {vault}, and try again.", cause),
        "SecretVaultLocked", ErrorCategory.AuthenticationError, vault);

    public static ErrorRecord SecretVaultFailed(string vault, string? name, RuntimeException cause) => new(
        new PSInvalidOperationException($"The vault '{vault}' did not give {(name is null ? "its list" : $"'{name}'")}: {(cause.ErrorRecord?.Exception ?? cause).Message} Run Test-SecretVault -Name {vault}.", cause),
        "SecretVaultFailed", ErrorCategory.ReadError, name ?? vault);

    public static ErrorRecord SecretNotInVault(string vault, string name) => new(
        new ItemNotFoundException($"The vault '{vault}' has no secret '{name}'. Get-SecretInfo -Vault {vault} lists those there are."),
        "SecretNotInVault", ErrorCategory.ObjectNotFound, name);

    public static PSArgumentException MetadataNameUnusable(object name) => new(
        $"'{name}' cannot be the name of metadata here: names are text and do not end in '#type'. Choose another.");

    public static PSArgumentException MetadataWrongType(string name, object value) => new(
        $"The metadata '{name}' are a {value.GetType().Name}, which is not kept. Give text, a number, $true or $false, or a DateTime.");
}
