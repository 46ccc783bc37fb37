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

Describe 'Remove-TotpEnrollment' {
    It 'removes by parameter, piped and by property name, and with -WhatIf nothing' {
        'alice', 'bob', 'carol', 'dave' | New-TotpSecret | Out-Null
        Remove-TotpEnrollment alice -WhatIf
        Remove-TotpEnrollment alice -WhatIf -Force
        (Get-TotpEnrollment).Count | Should -Be 4
        Remove-TotpEnrollment ALICE -Force
        'bob' | Remove-TotpEnrollment -Confirm:$false
        Get-TotpEnrollment carol | Remove-TotpEnrollment -Force
        (Get-TotpEnrollment).UserId | Should -Be dave
        @(Get-SecurityAudit -Action totp_enrollment_removed -Result success).Count | Should -Be 3
    }

    It 'takes backup codes and secret along' {
        $made = New-TotpSecret erin
        $code = New-BackupCode erin -Count 1
        Remove-TotpEnrollment erin -Force
        Test-Totp ($made | Get-TotpCode) erin | Should -BeFalse
        Test-BackupCode $code erin | Should -BeFalse
        (New-TotpSecret erin).Secret | Should -Not -Be $made.Secret
    }

    It 'says who is not enrolled, and goes on' {
        { Remove-TotpEnrollment nobody -Force -ErrorAction Stop } | Should -Throw -ErrorId 'TotpEnrollmentNotFound,EnterpriseSecurity.Commands.TwoFactor.RemoveTotpEnrollmentCommand'
        'nobody', 'dave' | Remove-TotpEnrollment -Force -ErrorAction SilentlyContinue
        (Get-TotpEnrollment).UserId | Should -Be erin
    }

    It 'completes the users' {
        (TabExpansion2 'Remove-TotpEnrollment e').CompletionMatches.CompletionText | Should -Be erin
    }
}
