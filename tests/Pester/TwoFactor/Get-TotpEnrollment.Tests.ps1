BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-TotpEnrollment' {
    It 'says what is known, and never the secret' {
        $made = New-TotpSecret alice -Issuer Shop -Algorithm Sha256 -Digits 8 -Period 60
        $one = Get-TotpEnrollment alice
        $one.UserId, $one.Issuer, $one.State, $one.Algorithm, $one.Digits, $one.Period, $one.RemainingBackupCodes | Should -Be 'alice', 'Shop', 'Pending', 'Sha256', 8, 60, 0
        $one.ConfirmedAt, $one.LastUsedAt, $one.ThrottledUntil | Should -Be $null, $null, $null
        $null = Test-Totp ($made | Get-TotpCode) alice
        $null = New-BackupCode alice
        $one = Get-TotpEnrollment ALICE
        $one.State, $one.RemainingBackupCodes, $one.FailedAttempts | Should -Be 'Active', 10, 0
        $one.ConfirmedAt | Should -Not -BeNullOrEmpty
        $one.LastUsedAt | Should -Be $one.ConfirmedAt
        foreach ($text in ($one | ConvertTo-Json), ($one | Format-List * | Out-String), ($one | Out-String)) { $text | Should -Not -Match $made.Secret }
    }

    It 'lists all, by wildcard, piped and by property name' {
        'bob', 'carol' | New-TotpSecret | Out-Null
        (Get-TotpEnrollment).UserId | Should -Be 'alice', 'bob', 'carol'
        (Get-TotpEnrollment '[bc]*', 'a*').UserId | Should -Be 'bob', 'carol', 'alice'
        ('carol', 'bob' | Get-TotpEnrollment).UserId | Should -Be 'carol', 'bob'
        ([pscustomobject]@{ UserId = 'bob' } | Get-TotpEnrollment).UserId | Should -Be bob
        Get-TotpEnrollment 'x*' | Should -BeNullOrEmpty
    }

    It 'shows until when a user is held up' {
        1..6 | ForEach-Object { $null = Test-Totp '000000' bob }
        $one = Get-TotpEnrollment bob
        $one.FailedAttempts | Should -BeGreaterOrEqual 5
        $one.ThrottledUntil | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddSeconds(-5))
    }

    It 'says who is not enrolled' {
        { Get-TotpEnrollment nobody -ErrorAction Stop } | Should -Throw -ErrorId 'TotpEnrollmentNotFound,EnterpriseSecurity.Commands.TwoFactor.GetTotpEnrollmentCommand'
        Disconnect-SecurityStore
        { Get-TotpEnrollment } | Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.TwoFactor.GetTotpEnrollmentCommand'
        Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    }

    It 'completes the users' {
        (TabExpansion2 'Get-TotpEnrollment ').CompletionMatches.CompletionText | Should -Be 'alice', 'bob', 'carol'
    }
}
