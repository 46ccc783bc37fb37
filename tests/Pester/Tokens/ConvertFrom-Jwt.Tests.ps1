BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:token = New-Jwt ann -Key ('k' * 32) -Claim @{ role = 'admin' }
}

Describe 'ConvertFrom-Jwt' {
    It 'shows what a token says and that it is not verified' {
        $read = ConvertFrom-Jwt $token
        $read.IsVerified | Should -BeFalse
        $read.Algorithm, $read.Type, $read.Claims.sub, $read.Claims.role, $read.Header.alg | Should -Be HS256, JWT, ann, admin, HS256
    }

    It 'reads by pipeline and by property name, and tokens that nobody would accept' {
        ($token | ConvertFrom-Jwt).Claims.sub | Should -Be ann
        ([pscustomobject]@{ Token = $token } | ConvertFrom-Jwt).Claims.sub | Should -Be ann
        (ConvertFrom-Jwt ($token.Substring(0, $token.Length - 4) + 'AAAA')).Claims.sub | Should -Be ann
    }

    It 'keeps names that differ only in case apart' {
        $encode = { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($args[0])).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
        $read = ConvertFrom-Jwt "$(& $encode '{"alg":"x"}').$(& $encode '{"role":"user","Role":"admin"}').AAAA"
        $read.Claims['role'], $read.Claims['Role'] | Should -BeExactly user, admin
    }

    It 'says what is wrong' {
        foreach ($bad in 'x', 'a.b.c', 'a.b.c.d.e', " $token") {
            { ConvertFrom-Jwt $bad -ErrorAction Stop } | Should -Throw -ErrorId 'JwtMalformed,EnterpriseSecurity.Commands.Tokens.ConvertFromJwtCommand'
        }
    }
}
