# What the examples of rotation take for granted. It runs in the example's empty folder, with a store connected.

$null = Protect-Secret db-password 'correct horse battery staple'
$null = New-ApiKey backend read, write
$null = 'ci-1', 'ci-2' | New-ApiKey
$null = New-ManagedKey signing Hmac
$null = New-JwtSigningKey service
$null = New-SelfSignedCert api.example.com -Name api.example.com
$null = New-KeyRotationPolicy ci-keys ApiKey ci-* -Interval 90d -OnVerify { Test-ApiKey $_.Credential }
$null = New-KeyRotationPolicy paused Secret old-* -Interval 90d -Disabled
Set-Content ./deploy.ps1 '"$($_.Kind) $($_.Name)" | Set-Content ./deployed.txt'
