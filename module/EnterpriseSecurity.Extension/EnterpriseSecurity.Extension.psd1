@{
    # SecretManagement finds the vault's functions by this module's name, in the folder of the module that it extends.
    RootModule           = 'EnterpriseSecurity.Extension.psm1'
    ModuleVersion        = '1.0'
    GUID                 = '3c6d5a1e-9f0b-4b56-8f2a-6a1d0c7e4b35'
    Author               = 'EnterpriseSecurity contributors'
    CompanyName          = 'EnterpriseSecurity contributors'
    Copyright            = 'Copyright (c) EnterpriseSecurity contributors. MIT licence.'
    Description          = 'The extension vault of EnterpriseSecurity for SecretManagement. Not for use by itself.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FunctionsToExport    = @(
        'Get-Secret'
        'Get-SecretInfo'
        'Remove-Secret'
        'Set-Secret'
        'Set-SecretInfo'
        'Test-SecretVault'
        'Unlock-SecretVault'
        'Unregister-SecretVault'
    )
    CmdletsToExport      = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
}
