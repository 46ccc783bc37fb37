# What the examples of the second factors take for granted. It runs in the example's empty folder, with a store connected.

Set-Content ./new-users.csv @('UserId', 'frank', 'grace')

# Alice's second factor is in use, confirmed by the code before the present one; bob's is pending; erin's token counts.
$alice = New-TotpSecret alice -Issuer Contoso
$null = Test-Totp ($alice | Get-TotpCode -At ([DateTimeOffset]::UtcNow.AddSeconds(-30))) -UserId alice
$sheet = @(New-BackupCode alice)
Set-Content ./alice-sheet.txt $sheet[8, 9]
$null = New-TotpSecret bob -Issuer Contoso
$erin = New-TotpSecret erin -Issuer Contoso -Type Hotp
$null = Protect-Secret -Name github-totp -Value 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

# Types what the user reads from the app, or from the sheet of backup codes.
function Read-Host {
    param([string] $Prompt)
    switch ($Prompt) {
        'First code' { return $made | Get-TotpCode }
        'Code' { return $code = if ($MyInvocation.Line -match 'erin') { $erin.Secret | Get-TotpCode -Type Hotp -Counter 60 } else { $alice | Get-TotpCode } }
        'Backup code' { return $sheet[0] }
        default { throw "Nobody answers '$Prompt'." }
    }
}
