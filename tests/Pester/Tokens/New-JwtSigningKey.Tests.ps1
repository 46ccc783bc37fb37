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

Describe 'New-JwtSigningKey' {
    It 'makes a key for each algorithm, by parameter, piped and by property name' {
        (New-JwtSigningKey first).Algorithm | Should -Be ES256
        foreach ($algorithm in [Enum]::GetNames([EnterpriseSecurity.Tokens.JwtAlgorithm])) {
            $made = "key-$algorithm" | New-JwtSigningKey -Algorithm $algorithm -KeySize 2048
            $made.Algorithm, $made.Version, $made.State | Should -Be $algorithm, 1, Current
            New-Jwt ann -SigningKey $made.Name | Test-Jwt | Should -BeTrue
            [bool]$made.PublicJwk | Should -Be ($algorithm -notlike 'HS*')
        }
        ([pscustomobject]@{ Name = 'named' } | New-JwtSigningKey).Name | Should -Be named
    }

    It 'rotates: the new version signs, the old one verifies for a while' {
        $null = New-JwtSigningKey turning
        $old = New-Jwt ann -SigningKey turning
        $next = New-JwtSigningKey turning -Rotate -Overlap 1h
        $next.Version | Should -Be 2
        (ConvertFrom-Jwt (New-Jwt ann -SigningKey turning)).KeyId | Should -Be $next.KeyId
        Test-Jwt $old | Should -BeTrue
        (Get-JwtSigningKey turning).State | Should -Be Current, Previous
        $null = New-JwtSigningKey turning -Rotate -Overlap 0s
        Test-Jwt $old | Should -BeFalse
    }

    It 'keeps the size of an RSA key that it rotates' {
        $size = { [Convert]::FromBase64String(((ConvertFrom-Json $args[0].PublicJwk).n -replace '-', '+' -replace '_', '/').PadRight(4 * [Math]::Ceiling((ConvertFrom-Json $args[0].PublicJwk).n.Length / 4), '=')).Count * 8 }
        & $size (New-JwtSigningKey large -Algorithm RS256 -KeySize 4096) | Should -Be 4096
        & $size (New-JwtSigningKey large -Rotate) | Should -Be 4096
        & $size (New-JwtSigningKey large -Rotate -KeySize 2048) | Should -Be 2048
        & $size (New-JwtSigningKey usual -Algorithm RS256) | Should -Be 3072
    }

    It 'makes nothing with -WhatIf' {
        New-JwtSigningKey ghost -WhatIf | Should -BeNullOrEmpty
        New-JwtSigningKey first -Rotate -WhatIf | Should -BeNullOrEmpty
        (Get-JwtSigningKey first).Version | Should -Be 1
        { Get-JwtSigningKey ghost -ErrorAction Stop } | Should -Throw
    }

    It 'says what is wrong' {
        { New-JwtSigningKey FIRST -ErrorAction Stop } | Should -Throw -ErrorId 'JwtSigningKeyExists,EnterpriseSecurity.Commands.Tokens.NewJwtSigningKeyCommand'
        { New-JwtSigningKey none -Rotate -ErrorAction Stop } | Should -Throw -ErrorId 'JwtSigningKeyNotFound,EnterpriseSecurity.Commands.Tokens.NewJwtSigningKeyCommand'
        { New-JwtSigningKey ' x' -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.Tokens.NewJwtSigningKeyCommand'
        { New-JwtSigningKey first -Rotate -Overlap 5000d -ErrorAction Stop } | Should -Throw -ErrorId 'JwtOverlapInvalid,EnterpriseSecurity.Commands.Tokens.NewJwtSigningKeyCommand'
        { New-JwtSigningKey x -Algorithm none } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,EnterpriseSecurity.Commands.Tokens.NewJwtSigningKeyCommand'
        { New-JwtSigningKey x -Algorithm RS256 -KeySize 1024 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,EnterpriseSecurity.Commands.Tokens.NewJwtSigningKeyCommand'
    }
}
