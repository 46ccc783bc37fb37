# What the examples of the API key cmdlets take for granted. It runs in the example's empty folder, with a store connected.

$backend = New-ApiKey backend read:users, read:orders -UserId ada
$null = New-ApiKey ci-deploy deploy:* -UserId build -Tag @{ team = 'web' } -ExpiresIn 20d
$null = New-ApiKey legacy '*' -Tag @{ team = 'web' }
$null = New-ApiKey retired read | Revoke-ApiKey -Reason 'replaced' -Force
1..3 | ForEach-Object { $null = Test-ApiKey $backend.Key -RequiredScope read:users -SourceAddress 10.0.0.7 }
$null = Test-ApiKey $backend.Key -RequiredScope write:users

# Types the key of 'backend'.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    $secret = [securestring]::new()
    foreach ($character in $backend.Key.ToCharArray()) { $secret.AppendChar($character) }
    return $secret
}

Set-Content ./services.csv @('Name,Scope,UserId', 'billing,read:orders,svc-billing', 'reports,read:reports,svc-reports')
Set-Content ./old-keys.csv @('Name,Sha256', "billing,$('1f' * 32)", "reports,$('2e' * 32)")
$null = Protect-Secret -Name partner-key -Value 'partner-0123456789abcdefghijklmnop'
