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

Describe 'Revoke-Jwt' {
    It 'revokes a token, by parameter, piped and by property name' {
        $one = New-Jwt ann -SigningKey api
        Revoke-Jwt $one -Force | Should -BeNullOrEmpty
        Test-Jwt $one | Should -BeFalse
        (Test-Jwt $one -Detailed).Reason | Should -Be Revoked
        $two = New-Jwt ann -SigningKey api
        $two | Revoke-Jwt -Confirm:$false
        Test-Jwt $two | Should -BeFalse
        $three = New-Jwt ann -SigningKey api -Detailed
        $entry = $three | Revoke-Jwt -Force -PassThru -Reason lost
        $entry.Id, $entry.Reason, $entry.ExpiresAt | Should -Be $three.Id, lost, $three.ExpiresAt
        $three | Test-Jwt | Should -BeFalse
    }

    It 'revokes by id' {
        $made = New-Jwt ann -SigningKey api -Detailed
        (Revoke-Jwt -Id $made.Id -Force -PassThru).ExpiresAt | Should -BeNullOrEmpty
        [pscustomobject]@{ Jti = 'other'; ExpiresAt = [datetimeoffset]::UtcNow.AddHours(1) } | Revoke-Jwt -Force
        Test-Jwt $made.Token | Should -BeFalse
    }

    It 'revokes a token of another key when it is given' {
        $secret = 'k' * 32
        $token = New-Jwt ann -Key $secret
        { Revoke-Jwt $token -Force -ErrorAction Stop } | Should -Throw -ErrorId 'JwtNotRevocable,EnterpriseSecurity.Commands.Tokens.RevokeJwtCommand'
        Revoke-Jwt $token -Key $secret -Force
        Test-Jwt $token -Key $secret | Should -BeFalse
    }

    It 'ends a session' {
        $made = New-Jwt ann -SigningKey api -WithRefreshToken
        Revoke-Jwt -RefreshToken $made.RefreshToken -Force
        Test-Jwt $made.Token | Should -BeFalse
        { $made | Update-Jwt -ErrorAction Stop } | Should -Throw -ErrorId 'JwtRefreshTokenRevoked,EnterpriseSecurity.Commands.Tokens.UpdateJwtCommand'
    }

    It 'revokes nothing with -WhatIf' {
        $made = New-Jwt ann -SigningKey api -WithRefreshToken
        Revoke-Jwt $made.Token -WhatIf
        Revoke-Jwt $made.Token -WhatIf -Force
        Revoke-Jwt -Id $made.Id -WhatIf
        Revoke-Jwt -RefreshToken $made.RefreshToken -WhatIf
        Test-Jwt $made.Token | Should -BeTrue
    }

    It 'says what is wrong, and goes on' {
        { Revoke-Jwt none -Force -ErrorAction Stop } | Should -Throw -ErrorId 'JwtNotRevocable,EnterpriseSecurity.Commands.Tokens.RevokeJwtCommand'
        { Revoke-Jwt -RefreshToken none -Force -ErrorAction Stop } | Should -Throw -ErrorId 'JwtRefreshTokenInvalid,EnterpriseSecurity.Commands.Tokens.RevokeJwtCommand'
        $good = New-Jwt ann -SigningKey api
        'bad', $good | Revoke-Jwt -Force -ErrorAction SilentlyContinue
        Test-Jwt $good | Should -BeFalse
    }
}
