#requires -Version 7.6
<#
The story of samples/CompleteWorkflow in cmdlets, on a store in a temporary folder, or on a PostgreSQL server:
  -Provider PostgreSql -ConnectionString 'Host=…;Database=…;Username=…;Password=…;Schema=…'
In the repository, build first: dotnet build SecurityModule.sln. Elsewhere the installed module is used.
#>
[CmdletBinding()]
param(
    # Where the records are kept.
    [ValidateSet('Sqlite', 'PostgreSql')]
    [string] $Provider = 'Sqlite',

    # How the server is reached; its schema must hold no store, and is left with this one's records.
    [string] $ConnectionString
)
$ErrorActionPreference = 'Stop'
$built = [IO.Path]::Combine($PSScriptRoot, '..', 'artifacts', 'module', 'EnterpriseSecurity')
Import-Module ((Test-Path -LiteralPath $built) ? $built : 'EnterpriseSecurity')

$root = Join-Path ([IO.Path]::GetTempPath()) "enterprise-security-$([guid]::NewGuid().ToString('n'))"
$null = New-Item -ItemType Directory -Path $root
try {
    '1. A store, unlocked by a passphrase or by 2 of 3 recovery shares'
    $place = @{ Provider = $Provider }
    if ($ConnectionString) { $place.ConnectionString = $ConnectionString }
    $null = Initialize-SecurityStore -Path (Join-Path $root store) -Passphrase 'correct horse battery staple' @place
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

    '7. API keys over their life: scopes, limits, usage, rotation, and the end of them'
    $key = New-ApiKey user123-key -Scope read:users, write:posts -UserId user123 -ExpiresIn 30d
    $check = Test-ApiKey $key.Key -RequiredScope read:users -SourceAddress 192.0.2.7 -Detailed
    "   valid key for user: $($check.UserId), scopes $($check.Scopes -join ', ')"
    $null = Add-ApiKeyScope $key.Id read:metrics
    "   may read metrics: $(Test-ApiKey $key.Key -RequiredScope read:metrics); an unknown key: $(Test-ApiKey 'esk_nothing')"
    $null = Set-ApiKey $key.Id -RateLimit 100 -RatePeriod 1m
    "   within 100 a minute: $(Test-ApiKeyRateLimit $key.Id)"
    "   used $((Get-ApiKeyUsage $key.Id).Total) times"
    Get-ApiKey -UserId user123 | Format-Table Name, UserId, State, Scopes, ExpiresAt
    $new = Start-KeyRotation ApiKey $key.Id -Strategy Immediate
    "   rotated, scopes kept: $(Test-ApiKey $new.Key -RequiredScope read:users, read:metrics); the old one: $(Test-ApiKey $key.Key)"
    $null = Revoke-ApiKey $new.NewId -Reason 'user left' -Force
    "   revoked: $((Test-ApiKey $new.Key -Detailed).Reason)"
    $null = New-ApiKey short-lived -ExpiresIn 1s
    Start-Sleep -Milliseconds 1100
    $expired = @(Get-ApiKey | Where-Object { $_.ExpiresAt -and $_.ExpiresAt -lt [DateTimeOffset]::UtcNow })
    $expired | Remove-ApiKey -Force
    "   expired keys cleaned up: $($expired.Count)"

    '8. Managed keys of every type, with a scope, an end and a trail'
    $null = New-ManagedKey api-token ApiToken -Scope ReadWrite -ExpiresIn 30d
    $verdict = Test-ManagedKey api-token -RequiredScope Write -Detailed
    "   key valid: $($verdict.IsValid) ($($verdict.Reason))"
    foreach ($type in 'Hmac', 'Rsa', 'Ecdsa', 'Ed25519', 'Jwt', 'Provisioning') { $null = New-ManagedKey "my-$type" $type -Scope Admin }
    $null = 1..10 | ForEach-Object { "batch-$_" } | New-ManagedKey -Type Hmac -Scope Read
    $null = Revoke-ManagedKey batch-10 -Reason 'lost' -Force
    $null = New-ManagedKey next-year Hmac -Pending
    $keys = Get-ManagedKey
    "   keys: $($keys.Count), active: $(@($keys | Where-Object State -EQ Active).Count)"
    "   a revoked key: $((Test-ManagedKey batch-10 -Detailed).Reason); a pending one: $((Test-ManagedKey next-year -Detailed).Reason)"
    Enable-ManagedKey next-year
    "   brought into use: $(Test-ManagedKey next-year); given out: $((Export-ManagedKey api-token -AsPlainText).Length) characters"
    Get-SecurityAudit -Resource api-token | Format-Table Timestamp, Action, Result

    '9. Key rotation: policies, the four strategies, hooks, and how it went'
    New-KeyRotationPolicy tokens ManagedKey *-token -Interval 30d -NotifyBefore 7d -Strategy Overlapping -Overlap 1d |
        Format-Table Name, Kind, Target, Interval, Strategy
    "   due in a month: $((Get-KeyRotation -Due -Within 31d).Name)"
    $at = Start-KeyRotation ManagedKey my-Hmac -Strategy Immediate
    "   Immediate: $($at.State)"
    $over = Start-KeyRotation -Policy tokens -Id api-token
    "   Overlapping: $($over.State), the old one accepted until $($over.Rotation.RetiresAt.ToString('u'))"
    $gradual = Start-KeyRotation ManagedKey my-Ecdsa -Strategy Gradual -Phase 10:1d, 50:1d, 100:1d
    $null = Step-KeyRotation $gradual.Id
    $share = @(1..100 | ForEach-Object { "client-$_" } | Get-KeyRotationChoice ManagedKey my-Ecdsa | Where-Object IsSuccessor).Count
    "   Gradual: $share of 100 clients have the new key in phase 2"
    $null = Complete-KeyRotation $gradual.Id -AtOnce
    $key = New-ApiKey payments pay:write
    $green = Start-KeyRotation ApiKey payments -Strategy BlueGreen -OnStage { $env:PAYMENTS_KEY_ID = $_.NewId } -OnVerify { Test-ApiKey $_.Credential -RequiredScope pay:write }
    "   BlueGreen: $($green.State); both accepted: $(Test-ApiKey $key.Key), $(Test-ApiKey $green.Key)"
    $null = Complete-KeyRotation $green.Id
    "   switched, and back: $((Undo-KeyRotation $green.Id -Reason 'a client was forgotten').State)"
    $failed = Start-KeyRotation ManagedKey my-Rsa -OnVerify { throw 'the service does not answer' } -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    "   a test that fails: $($failed.State), $($failed.Rotation.Reason)"
    "   all that is due: $(@(Invoke-KeyRotation).Count)"
    Get-KeyRotationHistory | Select-Object -First 5 | Format-Table
    $statistics = Get-KeyRotationStatistics
    '   total rotations: {0}, success rate: {1:F1} %' -f $statistics.TotalRotations, $statistics.SuccessRate
    "   failed: $((Get-KeyRotationHistory -State Failed).Reason)"

    '10. An authority, and a certificate that it signs for a server'
    $null = New-CertAuthority 'Example Root' -Name root-ca -ExpiresIn 3650d
    $issued = New-CertRequest api.example.com -DnsName api.example.com, '*.api.example.com' |
        Approve-CertRequest -Authority root-ca -AllowedDns example.com -AllowWildcard -ExpiresIn 90d
    $issued | Format-List Subject, NotAfter
    $self = New-SelfSignedCert dev.example.com -Path (Join-Path $root certs)
    Get-CertExpiration $self.CertificatePath | Format-List Subject, DaysUntilExpiry, IsExpired

    '11. A token, checked, and revoked'
    $null = New-JwtSigningKey service -Algorithm ES256
    $token = New-Jwt user123 -Claim @{ role = 'admin' } -ExpiresIn 60m -SigningKey service
    Test-Jwt $token -SigningKey service -Detailed | Format-List IsValid, Subject, ExpiresAt
    $null = Revoke-Jwt $token -Force
    "   after its revocation: $((Test-Jwt $token -SigningKey service -Detailed).Reason)"

    '12. A second factor: enrolled, shown as a QR code, confirmed, with backup codes'
    $factor = New-TotpSecret user123 -Issuer Example
    $null = New-TotpQrCode $factor.ProvisioningUri -Path (Join-Path $root user123.png)
    $code = Get-TotpCode $factor.Secret
    "   the first code: $(Test-Totp $code -UserId user123); the same once more: $(Test-Totp $code -UserId user123)"
    $backup = New-BackupCode user123
    "   a backup code: $(Test-BackupCode $backup[0] -UserId user123); the same once more: $(Test-BackupCode $backup[0] -UserId user123)"

    '13. Roles, and who may do what'
    $null = New-Role editor read, write
    $null = New-Role admin '*'
    $null = Grant-Role user123 editor
    $null = Grant-Role guest editor -ExpiresIn 1d
    "   user123 may delete: $(Test-Permission user123 delete)"
    $null = Grant-Role user123 admin
    Test-Permission user123 delete -Detailed | Format-List IsAllowed, Role, Rule

    '14. The store''s own key rotated, every record written anew'
    Update-StoreKey -ReencryptAll | Format-Table

    '15. A backup, restored elsewhere and opened with two recovery shares'
    $null = Backup-SecurityStore (Join-Path $root store.backup)
    $restored = Restore-SecurityStore (Join-Path $root store.backup) (Join-Path $root restored) -RecoveryShare $shares[0], $shares[2]
    "   $($restored.Records) records, whole: $($restored.IsValid)"

    '16. Where the store stands, and what ends soon'
    Get-SecurityStatus | Format-List
    Find-ExpiringCredential -Within 100d | Format-Table Kind, Name, ExpiresAt

    '17. What was done, taken along, and the proof that the record of it is whole'
    $null = Export-SecurityAudit (Join-Path $root audit.json) -Format Json
    Get-SecurityAudit | Group-Object Action -NoElement | Sort-Object Count -Descending | Select-Object -First 8 | Format-Table Count, Name
    (Test-SecurityAudit -Detailed).Reason
}
finally {
    Disconnect-SecurityStore
    Remove-Item -LiteralPath $root -Recurse -Force
}
