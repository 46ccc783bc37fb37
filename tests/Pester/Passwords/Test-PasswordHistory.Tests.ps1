BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    'first', 'second', 'third' | ConvertTo-PasswordHash -Algorithm Bcrypt -Cost 10 | Add-PasswordHistory jane
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Test-PasswordHistory' {
    It 'writes true for a new password and false for one of the last' {
        Test-PasswordHistory jane fourth -HistorySize 3 | Should -BeTrue
        Test-PasswordHistory -UserId JANE -Password (ConvertTo-SuiteSecret 'first') | Should -BeFalse
        Test-PasswordHistory jane first -HistorySize 2 | Should -BeTrue
        'third', 'fourth' | Test-PasswordHistory jane -HistorySize 1 | Should -Be $false, $true
        [pscustomobject]@{ UserId = 'jane'; Password = ConvertTo-SuiteSecret 'third' } | Test-PasswordHistory | Should -BeFalse
    }

    It 'takes every password of an unknown user for new' {
        Test-PasswordHistory john first -HistorySize 1 | Should -BeTrue
    }

    It 'tells the age of the present password with -Detailed' {
        $null = Set-PasswordPolicy -MaximumAge 90d
        $check = Test-PasswordHistory jane first -Detailed
        $check.IsNew, $check.IsExpired, $check.HistorySize | Should -Be $false, $false, 5
        ($check.ExpiresAt - $check.LastChangedAt).TotalDays | Should -Be 90
        (Test-PasswordHistory john first -HistorySize 1 -Detailed).LastChangedAt | Should -BeNullOrEmpty
    }

    It 'says what it cannot take' {
        { Test-PasswordHistory jane first -HistorySize 0 -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Test-PasswordHistory ' ' first -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.Passwords.TestPasswordHistoryCommand'
    }

    It 'completes the users' {
        (TabExpansion2 'Test-PasswordHistory -UserId JA').CompletionMatches.CompletionText | Should -Be jane
    }

    It 'needs a store' {
        Disconnect-SecurityStore
        { Test-PasswordHistory jane first } | Should -Throw -ErrorId 'StoreNotConnected,*'
    }
}
