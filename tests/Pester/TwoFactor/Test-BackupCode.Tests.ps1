BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-TotpSecret alice
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Test-BackupCode' {
    It 'takes each code once, in any spelling' {
        $codes = New-BackupCode alice
        Test-BackupCode -UserId alice -Code $codes[0] | Should -BeTrue
        Test-BackupCode $codes[0] alice | Should -BeFalse
        (Test-BackupCode $codes[0] alice -Detailed).Reason | Should -Be Reused
        $codes[1].ToLower() | Test-BackupCode -UserId ALICE | Should -BeTrue
        [pscustomobject]@{ UserId = 'alice'; Code = $codes[2] -replace '-', ' ' } | Test-BackupCode | Should -BeTrue
        $verdict = Test-BackupCode ($codes[3] -replace '-') alice -Detailed
        $verdict.IsValid, $verdict.RemainingBackupCodes | Should -Be $true, 6
    }

    It 'slows guessing down, with wrong codes of either kind' {
        $code = (New-TotpSecret bob | Out-Null), (New-BackupCode bob -Count 1)
        1..3 | ForEach-Object { Test-BackupCode 'ABCD-EFGH' bob | Should -BeFalse }
        1..3 | ForEach-Object { Test-Totp '000000' bob | Should -BeFalse }
        (Test-BackupCode $code[-1] bob -Detailed).Reason | Should -Be Throttled
        @(Get-SecurityAudit -Action backup_code_verified -Resource bob -Result denied).Count | Should -Be 4
    }

    It 'answers for an unknown user and for no code at all as for a wrong one' {
        Test-BackupCode 'ABCD-EFGH' nobody | Should -BeFalse
        (Test-BackupCode 'ABCD-EFGH' nobody -Detailed).Reason | Should -Be NotEnrolled
        Test-BackupCode '' alice | Should -BeFalse
    }

    It 'says what is wrong' {
        { Test-BackupCode 'ABCD-EFGH' "a`nb" -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.TwoFactor.TestBackupCodeCommand'
        Disconnect-SecurityStore
        { Test-BackupCode 'ABCD-EFGH' alice } | Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.TwoFactor.TestBackupCodeCommand'
        Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    }

    It 'completes the users' {
        (TabExpansion2 'Test-BackupCode x -UserId al').CompletionMatches.CompletionText | Should -Be alice
    }
}
