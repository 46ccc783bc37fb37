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

Describe 'New-BackupCode' {
    It 'gives ten codes, or as many as are asked for' {
        $codes = New-BackupCode alice
        $codes | Should -HaveCount 10
        $codes | Should -Match '^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$'
        @($codes | Select-Object -Unique).Count | Should -Be 10
        New-BackupCode -UserId alice -Count 3 | Should -HaveCount 3
        'alice' | New-BackupCode -Count 1 | Should -HaveCount 1
        Get-TotpEnrollment alice | New-BackupCode -Count 2 | Should -HaveCount 2
        (Get-TotpEnrollment alice).RemainingBackupCodes | Should -Be 2
    }

    It 'replaces those that were there, and with -WhatIf none' {
        $old = New-BackupCode alice -Count 2
        New-BackupCode alice -WhatIf | Should -BeNullOrEmpty
        Test-BackupCode $old[0] alice | Should -BeTrue
        $null = New-BackupCode alice
        Test-BackupCode $old[1] alice | Should -BeFalse
    }

    It 'says what is wrong' {
        { New-BackupCode nobody -ErrorAction Stop } | Should -Throw -ErrorId 'TotpEnrollmentNotFound,EnterpriseSecurity.Commands.TwoFactor.NewBackupCodeCommand'
        { New-BackupCode alice -Count 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { New-BackupCode alice -Count 101 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        Disconnect-SecurityStore
        { New-BackupCode alice } | Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.TwoFactor.NewBackupCodeCommand'
        Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    }

    It 'completes the users' {
        (TabExpansion2 'New-BackupCode al').CompletionMatches.CompletionText | Should -Be alice
    }
}
