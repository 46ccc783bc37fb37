# The functions that SecretManagement calls for a vault of ours. Every import of the module reads this file, and hardly any
# uses it: what the functions do is in Vault.psm1, which is loaded at the first call.
$script:Vault = $null

function Get-Vault {
    if (-not $script:Vault) {
        $script:Vault = Import-Module "$PSScriptRoot/Vault.psm1" -PassThru -Scope Local
        $ExecutionContext.SessionState.Module.OnRemove = { & $script:Vault Close-AllVaults }
    }
    $script:Vault
}
function Get-Secret { [CmdletBinding()] param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters) & (Get-Vault) Get-Secret @PSBoundParameters }
function Set-Secret { [CmdletBinding()] param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters, [hashtable] $Metadata) & (Get-Vault) Set-Secret @PSBoundParameters }
function Remove-Secret { [CmdletBinding()] param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters) & (Get-Vault) Remove-Secret @PSBoundParameters }
function Get-SecretInfo { [CmdletBinding()] param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters) & (Get-Vault) Get-SecretInfo @PSBoundParameters }
function Set-SecretInfo { [CmdletBinding()] param([string] $Name, [hashtable] $Metadata, [string] $VaultName, [hashtable] $AdditionalParameters) & (Get-Vault) Set-SecretInfo @PSBoundParameters }
function Test-SecretVault { [CmdletBinding()] param([string] $VaultName, [hashtable] $AdditionalParameters) & (Get-Vault) Test-SecretVault @PSBoundParameters }
function Unlock-SecretVault { [CmdletBinding()] param([securestring] $Password, [string] $VaultName, [hashtable] $AdditionalParameters) & (Get-Vault) Unlock-SecretVault @PSBoundParameters }
function Unregister-SecretVault { [CmdletBinding()] param([string] $VaultName, [hashtable] $AdditionalParameters) & (Get-Vault) Unregister-SecretVault @PSBoundParameters }
