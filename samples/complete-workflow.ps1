#requires -Version 7.6
<#
The story of samples/CompleteWorkflow in cmdlets, on a store in a temporary folder.
In the repository, build first: dotnet build SecurityModule.sln. Elsewhere the installed module is used.
#>
$ErrorActionPreference = 'Stop'
$built = [IO.Path]::Combine($PSScriptRoot, '..', 'artifacts', 'module', 'EnterpriseSecurity')
Import-Module ((Test-Path -LiteralPath $built) ? $built : 'EnterpriseSecurity')

$root = Join-Path ([IO.Path]::GetTempPath()) "enterprise-security-$([guid]::NewGuid().ToString('n'))"
$null = New-Item -ItemType Directory -Path $root
try {
    '1. A store, unlocked by a passphrase or by 2 of 3 recovery shares'
    $null = Initialize-SecurityStore -Path (Join-Path $root store) -Passphrase 'correct horse battery staple'
    $shares = (Add-StoreKeyProtector -RecoveryShare 2 -Of 3).Share
    Get-StoreKeyProtector | Format-Table Id, Kind, Description

    '2. SSH keys: made, checked, rotated, and one that signs a certificate'
    $null = New-SshKeyPair github_deploy_key -Comment 'deploy@example' -Passphrase 'a passphrase of its own'
    $null = New-SshKeyPair -Count 3 -Prefix node
    "   the key is whole: $(Test-SshKey github_deploy_key -Passphrase 'a passphrase of its own')"
    "   rotated, the old one kept as $(Split-Path (Update-SshKeyPair github_deploy_key -Passphrase 'a passphrase of its own').BackupPath -Leaf)"
    $null = New-SshKeyPair ca
    New-SshCertificate node_1 -AuthorityName ca -Principal deploy -ExpiresIn 8h | Format-List KeyId, Principal, ValidBefore
    $null = Add-SshAuthorizedKey -Name node_2 -Path (Join-Path $root .ssh authorized_keys) -From 10.0.0.0/8
    Get-SshKey | Format-Table Name, KeyType, HasPassphrase, Fingerprint

    '3. A database password, for 90 days'
    Protect-Secret production_db 'my-db-password-123' -ExpiresIn 90d -Tag @{ env = 'production'; service = 'postgres' } |
        Format-Table Name, Version, Algorithm, ExpiresAt

    '4. Rotated, and the old value still there by number'
    Update-ProtectedSecret production_db 'my-db-password-124' | Format-Table Name, Version, RotationCount
    "   version 1 is a $((Unprotect-Secret production_db -Version 1).GetType().Name), not shown"

    '5. A password for a new account: generated, measured, hashed, remembered'
    $password = New-Password -Length 20
    Measure-PasswordStrength $password | Format-List Strength, Score, Entropy
    $hash = ConvertTo-PasswordHash $password
    "   $($hash.Split('$')[1]): $(Test-PasswordHash $password $hash)"
    "   keeps the policy: $(Test-PasswordPolicy $password -UserId user123)"
    $null = Add-PasswordHistory user123 -Password $password
    "   may be used again: $(Test-PasswordHistory user123 -Password $password)"

    '6. An API key for a service, shown this once'
    $key = New-ApiKey backend_service read, write -ExpiresIn 365d -RateLimit 1000
    "   $($key.Key.Substring(0, 17))…"
    Test-ApiKey $key.Key -RequiredScope write -Detailed | Format-List IsValid, Name, Remaining
    "   may delete: $(Test-ApiKey $key.Key -RequiredScope delete)"
    Get-ApiKeyUsage $key.Id | Format-List Accepted, Refused

    '7. An authority, and a certificate that it signs for a server'
    $null = New-CertAuthority 'Example Root' -Name root-ca -ExpiresIn 3650d
    $issued = New-CertRequest api.example.com -DnsName api.example.com, '*.api.example.com' |
        Approve-CertRequest -Authority root-ca -AllowedDns example.com -AllowWildcard -ExpiresIn 90d
    $issued | Format-List Subject, NotAfter
    $self = New-SelfSignedCert dev.example.com -Path (Join-Path $root certs)
    Get-CertExpiration $self.CertificatePath | Format-List Subject, DaysUntilExpiry, IsExpired

    '8. A token, checked, and revoked'
    $null = New-JwtSigningKey service -Algorithm ES256
    $token = New-Jwt user123 -Claim @{ role = 'admin' } -ExpiresIn 60m -SigningKey service
    Test-Jwt $token -SigningKey service -Detailed | Format-List IsValid, Subject, ExpiresAt
    $null = Revoke-Jwt $token -Force
    "   after its revocation: $((Test-Jwt $token -SigningKey service -Detailed).Reason)"

    '9. A second factor: enrolled, shown as a QR code, confirmed, with backup codes'
    $factor = New-TotpSecret user123 -Issuer Example
    $null = New-TotpQrCode $factor.ProvisioningUri -Path (Join-Path $root user123.png)
    $code = Get-TotpCode $factor.Secret
    "   the first code: $(Test-Totp $code -UserId user123); the same once more: $(Test-Totp $code -UserId user123)"
    $backup = New-BackupCode user123
    "   a backup code: $(Test-BackupCode $backup[0] -UserId user123); the same once more: $(Test-BackupCode $backup[0] -UserId user123)"

    '10. Roles, and who may do what'
    $null = New-Role editor read, write
    $null = New-Role admin '*'
    $null = Grant-Role user123 editor
    $null = Grant-Role guest editor -ExpiresIn 1d
    "   user123 may delete: $(Test-Permission user123 delete)"
    $null = Grant-Role user123 admin
    Test-Permission user123 delete -Detailed | Format-List IsAllowed, Role, Rule

    '11. The store''s own key rotated, every record written anew'
    Update-StoreKey -ReencryptAll | Format-Table

    '12. A backup, restored elsewhere and opened with two recovery shares'
    $null = Backup-SecurityStore (Join-Path $root store.backup)
    $restored = Restore-SecurityStore (Join-Path $root store.backup) (Join-Path $root restored) -RecoveryShare $shares[0], $shares[2]
    "   $($restored.Records) records, whole: $($restored.IsValid)"

    '13. Where the store stands, and what ends soon'
    Get-SecurityStatus | Format-List
    Find-ExpiringCredential -Within 100d | Format-Table Kind, Name, ExpiresAt

    '14. What was done, taken along, and the proof that the record of it is whole'
    $null = Export-SecurityAudit (Join-Path $root audit.json) -Format Json
    Get-SecurityAudit | Group-Object Action -NoElement | Sort-Object Count -Descending | Select-Object -First 8 | Format-Table Count, Name
    (Test-SecurityAudit -Detailed).Reason
}
finally {
    Disconnect-SecurityStore
    Remove-Item -LiteralPath $root -Recurse -Force
}
