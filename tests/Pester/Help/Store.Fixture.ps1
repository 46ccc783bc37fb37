# What the examples of the store's cmdlets take for granted: a secret, a backup, and two more stores.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    if (-not $AsSecureString) { return 'example' }
    ConvertTo-SecureString 'correct horse battery staple' -AsPlainText -Force
}

$null = Protect-Secret db-password 'example' -ExpiresIn 20d
$null = Backup-SecurityStore ./store.backup
Disconnect-SecurityStore
foreach ($name in 'service', 'archive') {
    Copy-Item ../store "./$name" -Recurse
    # A copied folder has the modes of any new one.
    if (-not $IsWindows) { chmod -R go= "./$name" }
    Copy-Item ../store.key "./$name.key"
}
Copy-Item ../store.key ./store.key
$null = Connect-SecurityStore ../store -KeyFile ./store.key
