BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-JwtSigningKey api
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Update-Jwt' {
    It 'exchanges a refresh token for the next pair' {
        $first = New-Jwt ann -SigningKey api -WithRefreshToken -Claim @{ role = 'admin' } -ExpiresIn 15m
        $second = Update-Jwt $first.RefreshToken
        $second.RefreshToken | Should -Not -Be $first.RefreshToken
        (Test-Jwt $second.Token -Detailed).Claims.role | Should -Be admin
        $third = $second | Update-Jwt -ExpiresIn 5m
        ($third.ExpiresAt - $third.IssuedAt).TotalMinutes | Should -Be 5
        $third.RefreshExpiresAt | Should -Be $first.RefreshExpiresAt
        (Update-Jwt -RefreshToken (ConvertTo-SuiteSecret $third.RefreshToken)).SessionId | Should -Be $first.SessionId
    }

    It 'revokes the session when a refresh token comes again, and no other session' {
        $other = New-Jwt bob -SigningKey api -WithRefreshToken
        $first = New-Jwt ann -SigningKey api -WithRefreshToken
        $second = $first | Update-Jwt
        { $first | Update-Jwt -ErrorAction Stop } | Should -Throw -ErrorId 'JwtRefreshTokenReused,EnterpriseSecurity.Commands.Tokens.UpdateJwtCommand'
        { $second | Update-Jwt -ErrorAction Stop } | Should -Throw -ErrorId 'JwtRefreshTokenRevoked,EnterpriseSecurity.Commands.Tokens.UpdateJwtCommand'
        Test-Jwt $second.Token | Should -BeFalse
        Test-Jwt $other.Token | Should -BeTrue
    }

    It 'uses nothing up with -WhatIf' {
        $first = New-Jwt ann -SigningKey api -WithRefreshToken
        Update-Jwt $first.RefreshToken -WhatIf | Should -BeNullOrEmpty
        (Update-Jwt $first.RefreshToken).SessionId | Should -Be $first.SessionId
    }

    It 'says what is wrong' {
        { Update-Jwt none -ErrorAction Stop } | Should -Throw -ErrorId 'JwtRefreshTokenInvalid,EnterpriseSecurity.Commands.Tokens.UpdateJwtCommand'
        { Update-Jwt (New-Jwt ann -SigningKey api) -ErrorAction Stop } | Should -Throw -ErrorId 'JwtRefreshTokenInvalid,EnterpriseSecurity.Commands.Tokens.UpdateJwtCommand'
        $brief = New-Jwt ann -SigningKey api -WithRefreshToken -RefreshExpiresIn 1s
        Start-Sleep -Milliseconds 1200
        { $brief | Update-Jwt -ErrorAction Stop } | Should -Throw -ErrorId 'JwtRefreshTokenExpired,EnterpriseSecurity.Commands.Tokens.UpdateJwtCommand'
    }
}
