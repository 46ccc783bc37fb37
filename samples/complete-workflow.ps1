#requires -Version 7.6
<#
The story of samples/CompleteWorkflow in cmdlets, on a store in a temporary folder.
Build first: dotnet build SecurityModule.sln
#>
$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'artifacts', 'module', 'EnterpriseSecurity'))

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

    '5. The store''s own key rotated, every record written anew'
    Update-StoreKey -ReencryptAll | Format-Table

    '6. A backup, restored elsewhere and opened with two recovery shares'
    $null = Backup-SecurityStore (Join-Path $root store.backup)
    $restored = Restore-SecurityStore (Join-Path $root store.backup) (Join-Path $root restored) -RecoveryShare $shares[0], $shares[2]
    "   $($restored.Records) records, whole: $($restored.IsValid)"

    '7. Where the store stands'
    Get-SecurityStatus | Format-List SshKeys, Secrets, AuditEntries

    '8. What was done, and the proof that the record of it is whole'
    Get-SecurityAudit | Format-Table Sequence, Action, Resource, Result
    (Test-SecurityAudit -Detailed).Reason
}
finally {
    Disconnect-SecurityStore
    Remove-Item -LiteralPath $root -Recurse -Force
}
