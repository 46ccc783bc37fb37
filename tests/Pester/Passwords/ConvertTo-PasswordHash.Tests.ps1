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

Describe 'ConvertTo-PasswordHash' {
    It 'makes the format of <Algorithm>' -ForEach @(
        @{ Algorithm = 'Argon2id'; Cost = @{}; Pattern = '^\$argon2id\$v=19\$m=65536,t=3,p=4\$' }
        @{ Algorithm = 'Argon2id'; Cost = @{ MemoryKiB = 19456; Iterations = 2; Parallelism = 1 }; Pattern = '^\$argon2id\$v=19\$m=19456,t=2,p=1\$' }
        @{ Algorithm = 'Bcrypt'; Cost = @{}; Pattern = '^\$2b\$12\$' }
        @{ Algorithm = 'bcrypt'; Cost = @{ Cost = 10 }; Pattern = '^\$2b\$10\$' }
        @{ Algorithm = 'Scrypt'; Cost = @{ Cost = 16; BlockSize = 8; Parallelism = 2 }; Pattern = '^\$scrypt\$ln=16,r=8,p=2\$' }
        @{ Algorithm = 'Pbkdf2'; Cost = @{}; Pattern = '^\$pbkdf2-sha512\$210000\$' }
        @{ Algorithm = 'Pbkdf2Sha256'; Cost = @{ Iterations = 650000 }; Pattern = '^\$pbkdf2-sha256\$650000\$' }
    ) {
        $hash = ConvertTo-PasswordHash (ConvertTo-SuiteSecret 'Grüße') -Algorithm $Algorithm @Cost
        $hash | Should -MatchExactly $Pattern
        Test-PasswordHash 'Grüße' $hash | Should -BeTrue
    }

    It 'takes passwords from the pipeline, and by property name' {
        $credential = [pscredential]::new('jim', (ConvertTo-SuiteSecret 'one'))
        $hashes = @('one', $credential, [Text.Encoding]::UTF8.GetBytes('one') | ForEach-Object { , $_ } | ConvertTo-PasswordHash -Algorithm Bcrypt -Cost 10)
        $hashes | Should -HaveCount 3
        $hashes | ForEach-Object { Test-PasswordHash one $_ | Should -BeTrue }
        [pscustomobject]@{ Password = 'two' } | ConvertTo-PasswordHash -Algorithm Bcrypt -Cost 10 | Test-PasswordHash two | Should -BeTrue
    }

    It 'offers the algorithms for new hashes as typed' {
        (TabExpansion2 'ConvertTo-PasswordHash -Algorithm ').CompletionMatches.CompletionText | Should -Be 'Argon2id', 'Bcrypt', 'Pbkdf2', 'Pbkdf2Sha256', 'Pbkdf2Sha512', 'Scrypt'
        (TabExpansion2 'ConvertTo-PasswordHash -Algorithm b').CompletionMatches.CompletionText | Should -Be 'Bcrypt'
    }

    It 'refuses what it cannot hash' {
        { ConvertTo-PasswordHash ('x' * 73) -Algorithm Bcrypt -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordTooLongForBcrypt,EnterpriseSecurity.Commands.Passwords.ConvertToPasswordHashCommand'
        { ConvertTo-PasswordHash "x`0" -Algorithm Bcrypt -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordHasZeroByte,EnterpriseSecurity.Commands.Passwords.ConvertToPasswordHashCommand'
        { ConvertTo-PasswordHash x -Algorithm Bcrypt -Cost 9 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordHashCostInvalid,EnterpriseSecurity.Commands.Passwords.ConvertToPasswordHashCommand'
        { ConvertTo-PasswordHash x -MemoryKiB 1048576 -Iterations 64 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordHashTooCostly,EnterpriseSecurity.Commands.Passwords.ConvertToPasswordHashCommand'
        { ConvertTo-PasswordHash x -Cost 12 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordHashCostUnfitting,EnterpriseSecurity.Commands.Passwords.ConvertToPasswordHashCommand'
        { ConvertTo-PasswordHash x -Algorithm Argon2i } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { ConvertTo-PasswordHash "x$([char]0xD800)" -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotUnicode,EnterpriseSecurity.Commands.Passwords.ConvertToPasswordHashCommand'
        { ConvertTo-PasswordHash 5 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'is written to the audit trail of the connected store, refusals too' {
        $null = ConvertTo-PasswordHash x -Algorithm Bcrypt -Cost 10
        ConvertTo-PasswordHash x -Algorithm Bcrypt -Cost 9 -ErrorAction SilentlyContinue
        @(Get-SecurityAudit -Action password_hashed)[-2, -1].Result | Should -Be 'success', 'failure'
    }
}
