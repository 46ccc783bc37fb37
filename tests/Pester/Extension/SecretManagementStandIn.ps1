# Dot-source it where SecretManagement is not installed: a module of its name with the three commands that
# Import-ProtectedSecret -FromSecretVault uses, and a vault 'LocalVault' with two secrets.
New-Module -Name Microsoft.PowerShell.SecretManagement {
    $password = [securestring]::new()
    foreach ($character in 'from the old vault'.ToCharArray()) { $password.AppendChar($character) }
    $script:all = @{
        'old-password' = @{ Type = 'String'; Value = $password; Metadata = @{ owner = 'Al'; port = 5 } }
        'old-login'    = @{ Type = 'PSCredential'; Value = [pscredential]::new('bob', $password); Metadata = @{} }
    }

    function Get-SecretVault { [CmdletBinding()] param() [pscustomobject]@{ Name = 'LocalVault' } }

    function Get-SecretInfo {
        [CmdletBinding()] param([string] $Name, [string] $Vault)
        foreach ($found in $script:all.Keys -like $Name | Sort-Object) {
            $metadata = [Collections.Generic.Dictionary[string, object]]::new()
            foreach ($key in $script:all[$found].Metadata.Keys) { $metadata[$key] = $script:all[$found].Metadata[$key] }
            [pscustomobject]@{ Name = $found; Type = $script:all[$found].Type; VaultName = $Vault; Metadata = $metadata }
        }
    }

    function Get-Secret { [CmdletBinding()] param([string] $Name, [string] $Vault) $script:all[$Name].Value }
} | Import-Module -Global
