# What the examples for secrets take for granted: some secrets, and files to take in.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    if (-not $AsSecureString) { return 'example' }
    ConvertTo-SecureString 'correct horse battery staple' -AsPlainText -Force
}

$null = Protect-Secret db-password 'example-password' -ExpiresIn 90d -Tag @{ env = 'production'; team = 'data' }
$null = Protect-Secret api-token 'example-token-1'
$null = Update-ProtectedSecret api-token 'example-token-2'
$null = Protect-Secret old-login 'example' -Tag @{ env = 'test' }
$null = Protect-Secret backup-login ([pscredential]::new('svc-backup', (ConvertTo-SecureString 'example' -AsPlainText -Force)))
[IO.File]::WriteAllBytes("$PWD/payroll.p12", [byte[]](1..200))
Set-Content ./logins.csv 'Name,Password', 'mail,example-1', 'web,example-2'
Copy-Item ../store.key ./transfer.key
$null = Export-ProtectedSecret ./from-partner.secrets db-password, api-token -KeyFile ./transfer.key
