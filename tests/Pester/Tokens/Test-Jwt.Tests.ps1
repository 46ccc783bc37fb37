BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-JwtSigningKey api
    $null = New-JwtSigningKey shared -Algorithm HS256
    $script:secret = 'k' * 32
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Test-Jwt' {
    It 'writes one truth value, by parameter, piped and by property name' {
        $token = New-Jwt ann -SigningKey api
        Test-Jwt $token | Should -BeTrue
        Test-Jwt $token | Should -BeOfType bool
        $token | Test-Jwt | Should -BeTrue
        New-Jwt ann -SigningKey api -Detailed | Test-Jwt | Should -BeTrue
        $token, "$token ", '', 'x' | Test-Jwt | Should -Be $true, $false, $false, $false
    }

    It 'gives the reason with -Detailed' {
        $good = New-Jwt ann -Key $secret -Issuer me -Audience api -Claim @{ role = 'admin' }
        (Test-Jwt $good -Key $secret -Audience api -Detailed).Claims.role | Should -Be admin
        $unsigned = ($good -split '\.')[0..1] -join '.'
        $none = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('{"alg":"none"}')).TrimEnd('=') + ".$(($good -split '\.')[1])."
        $cases = @(
            @{ Reason = 'Malformed'; Token = $unsigned; With = @{} }
            @{ Reason = 'Malformed'; Token = $none; With = @{} }
            @{ Reason = 'AlgorithmNotAllowed'; Token = $good; With = @{ Algorithm = 'HS384' } }
            @{ Reason = 'BadSignature'; Token = $good; With = @{ Key = 'x' * 32 } }
            @{ Reason = 'WrongAudience'; Token = $good; With = @{} }
            @{ Reason = 'WrongAudience'; Token = $good; With = @{ Audience = 'web' } }
            @{ Reason = 'WrongIssuer'; Token = $good; With = @{ Issuer = 'you'; AnyAudience = $true } }
            @{ Reason = 'MissingClaim'; Token = $good; With = @{ RequiredClaim = 'scope'; AnyAudience = $true } }
            @{ Reason = 'WrongType'; Token = $good; With = @{ TokenType = 'at+jwt'; AnyAudience = $true } }
        )
        foreach ($case in $cases) {
            $with = @{ Key = $secret } + @{}
            foreach ($name in $case.With.Keys) { $with[$name] = $case.With[$name] }
            $verdict = Test-Jwt $case.Token @with -Detailed
            $verdict.IsValid | Should -BeFalse
            $verdict.Reason | Should -Be $case.Reason
            $verdict.Claims | Should -BeNullOrEmpty
        }
    }

    It 'checks times, with a bounded skew' {
        $brief = New-Jwt ann -Key $secret -ExpiresIn 1s
        Start-Sleep -Milliseconds 2100
        Test-Jwt $brief -Key $secret | Should -BeTrue
        (Test-Jwt $brief -Key $secret -ClockSkew 0s -Detailed).Reason | Should -Be Expired
        $later = New-Jwt ann -Key $secret -NotBefore ([datetimeoffset]::UtcNow.AddMinutes(10))
        (Test-Jwt $later -Key $secret -Detailed).Reason | Should -Be NotYetValid
        { Test-Jwt $brief -Key $secret -ClockSkew 6m -ErrorAction Stop } | Should -Throw -ErrorId 'JwtClockSkewInvalid,EnterpriseSecurity.Commands.Tokens.TestJwtCommand'
    }

    It 'takes no public key for a shared secret' -Skip:(-not (Get-Command openssl -ErrorAction Ignore)) {
        openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out (Join-Path $folder rsa.pem) 2> $null
        openssl pkey -in (Join-Path $folder rsa.pem) -pubout -out (Join-Path $folder rsa.pub)
        openssl pkey -pubin -in (Join-Path $folder rsa.pub) -outform DER -out (Join-Path $folder rsa.der)
        $parts = (New-Jwt ann -Key $secret) -split '\.'
        $mac = [Security.Cryptography.HMACSHA256]::HashData([IO.File]::ReadAllBytes((Join-Path $folder rsa.pub)), [Text.Encoding]::ASCII.GetBytes("$($parts[0]).$($parts[1])"))
        $forged = "$($parts[0]).$($parts[1])." + [Convert]::ToBase64String($mac).TrimEnd('=').Replace('+', '-').Replace('/', '_')
        (Test-Jwt $forged -KeyPath (Join-Path $folder rsa.pub) -Detailed).Reason | Should -Be AlgorithmNotAllowed
        (Test-Jwt $forged -KeyPath (Join-Path $folder rsa.pub) -Algorithm HS256, RS256 -Detailed).Reason | Should -Be AlgorithmNotAllowed
        { Test-Jwt $forged -KeyPath (Join-Path $folder rsa.der) } | Should -Throw -ErrorId 'JwtSecretIsKey,EnterpriseSecurity.Commands.Tokens.TestJwtCommand'
    }

    It 'takes a key set as text, as an object and from a file' {
        $token = New-Jwt ann -SigningKey api
        $set = Export-JwtKeySet
        $null = Export-JwtKeySet -Path (Join-Path $folder jwks.json)
        Test-Jwt $token -KeySet $set | Should -BeTrue
        Test-Jwt $token -KeySet ($set | ConvertFrom-Json) | Should -BeTrue
        Test-Jwt $token -KeySetPath (Join-Path $folder jwks.json) | Should -BeTrue
        Test-Jwt (New-Jwt ann -SigningKey shared) -KeySet $set | Should -BeFalse
        { Test-Jwt $token -KeySet '{}' } | Should -Throw -ErrorId 'JwtKeySetMalformed,EnterpriseSecurity.Commands.Tokens.TestJwtCommand'
        { Test-Jwt $token -KeySet '{"keys":[{"kty":"oct","k":"AA"}]}' } | Should -Throw -ErrorId 'JwtKeyNotPublic,EnterpriseSecurity.Commands.Tokens.TestJwtCommand'
    }

    It 'accepts the named signing key only' {
        $token = New-Jwt ann -SigningKey api
        Test-Jwt $token -SigningKey api | Should -BeTrue
        Test-Jwt $token -SigningKey shared | Should -BeFalse
        { Test-Jwt $token -SigningKey none -ErrorAction Stop } | Should -Throw -ErrorId 'JwtSigningKeyNotFound,EnterpriseSecurity.Commands.Tokens.TestJwtCommand'
    }

    It 'answers as RFC 7662 has it' {
        $token = New-Jwt ann -SigningKey api -Claim @{ scope = 'read'; client_id = 'cli' }
        $answer = Test-Jwt $token -Introspection
        $answer.active, $answer.scope, $answer.client_id, $answer.sub, $answer.token_type | Should -Be $true, read, cli, ann, Bearer
        Test-Jwt "$token." -Introspection | ConvertTo-Json -Compress | Should -Be '{"active":false}'
        { Test-Jwt $token -Introspection -Detailed } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.Tokens.TestJwtCommand'
    }

    It 'leaves an entry with the reason and without the token' {
        $token = New-Jwt ann -Key $secret
        $null = Test-Jwt $token -Key ('x' * 32)
        $entry = Get-SecurityAudit -Action jwt_verified | Sort-Object Sequence | Select-Object -Last 1
        $entry.Result, $entry.Metadata['reason'] | Should -Be denied, BadSignature
        $entry | ConvertTo-Json -Depth 5 | Should -Not -Match ([regex]::Escape($token.Substring(60, 20)))
    }

    It 'lets go of its key when the pipeline ends early too, where nothing but Dispose is called' {
        [EnterpriseSecurity.Commands.Tokens.TestJwtCommand].IsAssignableTo([IDisposable]) | Should -BeTrue
    }
}
