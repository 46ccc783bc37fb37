BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-JwtSigningKey api
    $script:secret = 'k' * 32
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'New-Jwt' {
    It 'writes a token as text, with a shared secret in any form' {
        $bytes = [Text.Encoding]::UTF8.GetBytes($secret)
        foreach ($key in $secret, (ConvertTo-SuiteSecret $secret), $bytes) {
            $token = New-Jwt ann -Key $key
            $token | Should -BeOfType string
            Test-Jwt $token -Key $secret | Should -BeTrue
        }
    }

    It 'needs no store for a key of the caller''s' {
        $run = Invoke-SuiteProcess 'Import-Module $ModulePath; $t = New-Jwt ann -Key (''k'' * 32); Test-Jwt $t -Key (''k'' * 32); (Test-Jwt $t -Key (''x'' * 32))'
        $run.Output | Should -Be 'True', 'False'
    }

    It 'signs with a private key in a file' -Skip:(-not (Get-Command openssl -ErrorAction Ignore)) {
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out (Join-Path $folder ec.pem) 2> $null
        openssl pkey -in (Join-Path $folder ec.pem) -pubout -out (Join-Path $folder ec.pub)
        $token = New-Jwt ann -KeyPath (Join-Path $folder ec.pem)
        (ConvertFrom-Jwt $token).Algorithm | Should -Be ES384
        Test-Jwt $token -KeyPath (Join-Path $folder ec.pub) | Should -BeTrue
        Test-Jwt $token -Key (Get-Content (Join-Path $folder ec.pub)) | Should -BeTrue
        { New-Jwt ann -KeyPath (Join-Path $folder ec.pub) -ErrorAction Stop } | Should -Throw -ErrorId 'JwtKeyCannotSign,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        openssl pkcs8 -topk8 -in (Join-Path $folder ec.pem) -out (Join-Path $folder locked.pem) -passout pass:words 2> $null
        { New-Jwt ann -KeyPath (Join-Path $folder locked.pem) } | Should -Throw -ErrorId 'SshPassphraseRequired,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        New-Jwt ann -KeyPath (Join-Path $folder locked.pem) -Passphrase (ConvertTo-SuiteSecret words) | Test-Jwt -KeyPath (Join-Path $folder ec.pub) | Should -BeTrue
    }

    It 'keeps the types of claims' {
        $claims = @{ text = 'a'; whole = 7; large = 5000000000; part = 1.5; yes = $true; list = 1, 'b', @{ x = $null }; when = [datetime]::new(2026, 1, 1, 0, 0, 0, [DateTimeKind]::Utc); table = [ordered]@{ z = 1; a = 2 }; custom = [pscustomobject]@{ p = 'q' } }
        $read = (Test-Jwt (New-Jwt ann -Key $secret -Claim $claims) -Key $secret -Detailed).Claims
        $read.text, $read.whole, $read.large, $read.part, $read.yes | Should -Be 'a', 7, 5000000000, 1.5, $true
        $read.when | Should -Be 1767225600
        $read.list[0], $read.list[1] | Should -Be 1, b
        $read.list[2].PSObject.Properties.Name | Should -Be x
        @($read.table.PSObject.Properties.Name) | Should -Be z, a
        $read.custom.p | Should -Be q
    }

    It 'sets the registered claims' {
        $start = [datetimeoffset]::UtcNow.AddMinutes(-1)
        $read = ConvertFrom-Jwt (New-Jwt ann -Key $secret -Issuer me -Audience a, b -ExpiresIn 2h -NotBefore $start -TokenType at+jwt)
        $read.Claims.sub, $read.Claims.iss | Should -Be ann, me
        $read.Claims.aud | Should -Be a, b
        $read.Claims.exp - $read.Claims.iat | Should -Be 7200
        $read.Claims.nbf | Should -Be $start.ToUnixTimeSeconds()
        $read.Type | Should -Be at+jwt
        $read.Claims.jti | Should -Match '^[A-Za-z0-9_-]{22}$'
    }

    It 'reads a key from a pipe, which has no length' -Skip:$IsWindows {
        $pipe = Join-Path $folder pipe
        mkfifo $pipe
        $writer = Start-Process sh -ArgumentList '-c', "`"printf %s $secret > '$pipe'`"" -PassThru
        New-Jwt ann -KeyPath $pipe | Test-Jwt -Key $secret | Should -BeTrue
        $writer.WaitForExit()
        Set-Content (Join-Path $folder large) ('k' * 65537) -NoNewline
        { New-Jwt ann -KeyPath (Join-Path $folder large) } | Should -Throw -ErrorId 'ValueUnusable,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
    }

    It 'takes the first and the last DateTime there are, east and west of Greenwich' -Skip:$IsWindows -ForEach 'Asia/Kolkata', 'America/New_York' {
        $env:TZ = $_
        try {
            $run = Invoke-SuiteProcess 'Import-Module $ModulePath; $claims = (New-Jwt ann -Key (''k'' * 32) -Claim @{ first = [datetime]::MinValue; last = [datetime]::MaxValue; some = [datetime]::SpecifyKind([datetime]::new(2026, 1, 1), ''Utc'') } | ConvertFrom-Jwt).Claims; $claims.first -le -62135500000; $claims.last -ge 253402200000; $claims.some'
        }
        finally { $env:TZ = $null }
        $run.Output | Should -Be 'True', 'True', '1767225600'
    }

    It 'takes subjects from the pipeline and by property name' {
        'ann', 'bob' | New-Jwt -SigningKey api | ForEach-Object { (ConvertFrom-Jwt $_).Claims.sub } | Should -Be ann, bob
        [pscustomobject]@{ UserId = 'cat' } | New-Jwt -SigningKey api | ForEach-Object { (ConvertFrom-Jwt $_).Claims.sub } | Should -Be cat
    }

    It 'writes an object that hides the tokens, with a refresh token when asked' {
        $made = New-Jwt ann -SigningKey api -WithRefreshToken -RefreshExpiresIn 8h
        $made.RefreshToken | Should -Match '^esr_'
        ($made.RefreshExpiresAt - $made.IssuedAt).TotalHours | Should -BeGreaterOrEqual 8
        foreach ($text in ($made | Out-String), ($made | Format-List | Out-String), "$made", (@([pscustomobject]@{ a = 1 }; $made) | Out-String)) {
            $text | Should -Not -Match ([regex]::Escape($made.RefreshToken.Substring(30, 8)))
            $text | Should -Not -Match ([regex]::Escape($made.Token.Substring(60, 8)))
        }
        (New-Jwt ann -SigningKey api -Detailed).RefreshToken | Should -BeNullOrEmpty
    }

    It 'makes nothing with -WhatIf' {
        $before = @(Get-SecurityAudit -Action jwt_issued).Count
        New-Jwt ann -SigningKey api -WithRefreshToken -WhatIf | Should -BeNullOrEmpty
        @(Get-SecurityAudit -Action jwt_issued).Count | Should -Be $before
    }

    It 'says what is wrong' {
        { New-Jwt ann -Key short } | Should -Throw -ErrorId 'JwtSecretTooShort,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -Key $secret -Algorithm HS512 -ErrorAction Stop } | Should -Throw -ErrorId 'JwtSecretTooShort,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -Key $secret -Algorithm RS256 -ErrorAction Stop } | Should -Throw -ErrorId 'JwtAlgorithmNotOfKey,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -Key $secret -Claim @{ exp = 1 } -ErrorAction Stop } | Should -Throw -ErrorId 'JwtClaimReserved,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -Key $secret -Claim @{ a = (ConvertTo-SuiteSecret x) } -ErrorAction Stop } | Should -Throw -ErrorId 'ValueUnusable,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -Key $secret -ExpiresIn 60 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -Key $secret -ExpiresIn 0s -ErrorAction Stop } | Should -Throw -ErrorId 'JwtLifetimeInvalid,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -Key $secret -WithRefreshToken } | Should -Throw -ErrorId 'RefreshNeedsSigningKey,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -SigningKey none -ErrorAction Stop } | Should -Throw -ErrorId 'JwtSigningKeyNotFound,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -KeyPath (Join-Path $folder none) } | Should -Throw -ErrorId 'FileFailed,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
        { New-Jwt ann -Key 7 } | Should -Throw -ErrorId 'ValueUnusable,EnterpriseSecurity.Commands.Tokens.NewJwtCommand'
    }

    It 'completes names of signing keys and algorithms' {
        (TabExpansion2 'New-Jwt ann -SigningKey a').CompletionMatches.CompletionText | Should -Be api
        (TabExpansion2 'New-Jwt ann -Algorithm PS').CompletionMatches.CompletionText | Should -Be PS256, PS384, PS512
    }

    It 'lets go of its key when the pipeline ends early too, where nothing but Dispose is called' {
        [EnterpriseSecurity.Commands.Tokens.NewJwtCommand].IsAssignableTo([IDisposable]) | Should -BeTrue
    }
}
