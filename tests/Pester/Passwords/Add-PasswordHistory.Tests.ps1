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

Describe 'Add-PasswordHistory' {
    It 'adds a password by parameter, by property and as a piped hash' {
        'zero' | ConvertTo-PasswordHash -Algorithm Bcrypt -Cost 10 | Add-PasswordHistory jane | Should -BeNullOrEmpty
        [pscustomobject]@{ UserId = 'jane'; Password = ConvertTo-SuiteSecret 'first' } | Add-PasswordHistory
        $info = 'third' | ConvertTo-PasswordHash -Algorithm Bcrypt -Cost 10 | Add-PasswordHistory Jane -PassThru
        $info.UserId, $info.Count, $info.Version, $info.IsExpired | Should -Be 'jane', 3, 3, $false
        ($info | Out-String) | Should -Not -Match 'argon2'
        'zero', 'first', 'third' | Test-PasswordHistory jane -HistorySize 3 | Should -Be $false, $false, $false
    }

    It 'takes the hashes of a table of users' {
        $table = 'tom', 'ann' | ForEach-Object { [pscustomobject]@{ UserId = $_; Hash = ConvertTo-PasswordHash "$_'s" -Algorithm Bcrypt -Cost 10 } }
        ($table | Add-PasswordHistory -PassThru).UserId | Should -Be 'tom', 'ann'
        Test-PasswordHistory ann "ann's" -HistorySize 1 | Should -BeFalse
        { 5 | Add-PasswordHistory tom -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,*'
    }

    It 'refuses a password that was used before, and one that comes too soon' {
        { Add-PasswordHistory JANE first -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordReused,EnterpriseSecurity.Commands.Passwords.AddPasswordHistoryCommand'
        (Get-SecurityAudit -Action password_history_added | Select-Object -Last 1).Result | Should -Be denied
        $null = Set-PasswordPolicy -MinimumAge 1d
        { Add-PasswordHistory jane fourth -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordChangedTooSoon,*'
        $null = Set-PasswordPolicy -Reset
    }

    It 'adds only to the version that is expected' {
        { Add-PasswordHistory jane fourth -ExpectedVersion 1 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordHistoryVersionDiffers,*'
        (Add-PasswordHistory jane fourth -ExpectedVersion 3 -PassThru).Version | Should -Be 4
    }

    It 'adds nothing with -WhatIf' {
        Add-PasswordHistory jane fifth -WhatIf
        { Add-PasswordHistory jane fifth -ExpectedVersion 5 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordHistoryVersionDiffers,*'
    }

    It 'says what it cannot take' {
        { Add-PasswordHistory jane -Hash 'first' -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordHashUnknown,*'
        { Add-PasswordHistory ' jane' first -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,*'
    }

    It 'completes the users' {
        (TabExpansion2 'Add-PasswordHistory j').CompletionMatches.CompletionText | Should -Be jane
    }

    It 'needs a store' {
        Disconnect-SecurityStore
        { Add-PasswordHistory jane sixth } | Should -Throw -ErrorId 'StoreNotConnected,*'
    }
}
