@{
    RootModule           = 'EnterpriseSecurity.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b7a2f0c4-5d1e-4c8b-9a36-2e8f4d7c1b90'
    Author               = 'EnterpriseSecurity contributors'
    CompanyName          = 'EnterpriseSecurity contributors'
    Copyright            = 'Copyright (c) EnterpriseSecurity contributors. MIT licence.'
    Description          = 'Makes, keeps, uses, rotates and proves the state of credentials: SSH keys, secrets, passwords, API keys, certificates, tokens, second factors and roles, under one tamper-evident audit trail.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')

    # Literal and sorted; a test holds this list equal to what the assembly holds.
    CmdletsToExport      = @(
        'Add-ApiKeyScope'
        'Add-SshAgentKey'
        'Add-SshAuthorizedKey'
        'Add-StoreKeyProtector'
        'Backup-SecurityStore'
        'Clear-SshTemporaryKeyFile'
        'Connect-SecurityStore'
        'Convert-SshKey'
        'Disconnect-SecurityStore'
        'Export-ProtectedSecret'
        'Export-SecurityAudit'
        'Export-SshPublicKey'
        'Find-ExpiringCredential'
        'Get-ApiKey'
        'Get-ApiKeyUsage'
        'Get-ProtectedSecret'
        'Get-ProtectedSecretVersion'
        'Get-SecurityAudit'
        'Get-SecurityAuditSink'
        'Get-SecurityStatus'
        'Get-SecurityStore'
        'Get-SshAgentKey'
        'Get-SshAuthorizedKey'
        'Get-SshCertificate'
        'Get-SshKey'
        'Get-SshKeyFingerprint'
        'Get-StoreKeyProtector'
        'Import-ApiKey'
        'Import-ProtectedSecret'
        'Import-SshKey'
        'Initialize-SecurityStore'
        'Invoke-AuditRetention'
        'Invoke-SecretCommand'
        'New-ApiKey'
        'New-SshCertificate'
        'New-SshKeyPair'
        'New-SshSignature'
        'New-SshTemporaryKeyFile'
        'Protect-Secret'
        'Remove-ApiKey'
        'Remove-ApiKeyScope'
        'Remove-ProtectedSecret'
        'Remove-SshAgentKey'
        'Remove-SshAuthorizedKey'
        'Remove-SshKey'
        'Remove-SshKeyPassphrase'
        'Remove-StoreKeyProtector'
        'Reset-ApiKeyRateLimit'
        'Restore-ProtectedSecretVersion'
        'Restore-SecurityStore'
        'Revoke-ApiKey'
        'Set-ApiKey'
        'Set-ProtectedSecret'
        'Set-SecurityAuditSink'
        'Set-SshKeyPassphrase'
        'Test-ApiKey'
        'Test-ApiKeyRateLimit'
        'Test-SecurityAudit'
        'Test-SecurityStore'
        'Test-SshCertificate'
        'Test-SshKey'
        'Test-SshSignature'
        'Unprotect-Secret'
        'Update-ProtectedSecret'
        'Update-SshKeyPair'
        'Update-StoreKey'
        'Write-SecurityAudit'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()

    FormatsToProcess     = @(
        'EnterpriseSecurity.Format.ps1xml'
        'formats/ApiKeys.Format.ps1xml'
    )

    PrivateData          = @{
        PSData = @{
            Tags         = @('Security', 'Secrets', 'SSH', 'Certificates', 'ApiKey', 'JWT', 'TOTP', 'Rotation', 'Audit', 'RBAC', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
