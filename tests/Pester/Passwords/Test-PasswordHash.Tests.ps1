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

Describe 'Test-PasswordHash' {
    BeforeAll {
        $script:hash = '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'
    }

    It 'writes one boolean' {
        Test-PasswordHash abc $hash | Should -BeTrue
        Test-PasswordHash -Password (ConvertTo-SuiteSecret 'abd') -Hash $hash | Should -BeFalse
        $hash, $hash | Test-PasswordHash abc | Should -Be $true, $true
        [pscustomobject]@{ Password = 'abc'; Hash = $hash } | Test-PasswordHash | Should -BeTrue
    }

    It 'says on request what was learned, and that a rehash is due' {
        $result = Test-PasswordHash abc $hash -Detailed
        $result.IsValid, $result.Reason, $result.Algorithm, $result.Format, $result.NeedsRehash, $result.RehashReason |
            Should -Be $true, 'Match', 'Bcrypt', 'ModularCrypt', $true, 'CostBelowMinimum'
        (Test-PasswordHash ('a' * 73) $hash -Detailed).Reason | Should -Be 'PasswordTooLong'
        (Test-PasswordHash x (ConvertTo-PasswordHash x) -Detailed).NeedsRehash | Should -BeFalse
    }

    It 'reads the hashes of <Name>' -ForEach @(
        @{ Name = 'Django'; Hash = 'bcrypt$$2b$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'; Format = 'Django' }
        @{ Name = 'htpasswd'; Hash = '$2y$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'; Format = 'ModularCrypt' }
    ) {
        $result = Test-PasswordHash abc $Hash -Detailed
        $result.IsValid, $result.Format | Should -Be $true, $Format
    }

    It 'refuses <Id> without work' -ForEach @(
        @{ Hash = 'plain'; Id = 'PasswordHashUnknown' }
        @{ Hash = '$2b$06$short'; Id = 'PasswordHashMalformed' }
        @{ Hash = '$2b$31$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'; Id = 'PasswordHashTooCostly' }
    ) {
        { Test-PasswordHash abc $Hash -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Passwords.TestPasswordHashCommand"
    }

    It 'goes on after a hash that it cannot read' {
        'plain', $hash | Test-PasswordHash abc -ErrorAction SilentlyContinue | Should -BeTrue
    }

    It 'is written to the audit trail of the connected store, a wrong password as denied' {
        $null = Test-PasswordHash abc $hash
        $null = Test-PasswordHash wrong $hash
        $entries = @(Get-SecurityAudit -Action password_verified)[-2, -1]
        $entries.Result | Should -Be 'success', 'denied'
        ($entries | ConvertTo-Json -Depth 5) | Should -Not -Match 'If6bvum|abc'
    }
}
