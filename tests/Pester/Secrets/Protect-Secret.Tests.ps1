BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
}

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

Describe 'Protect-Secret' {
    It 'gives every kind of value back as what it was' {
        $credential = [pscredential]::new('ann', (ConvertTo-SuiteSecret 'pass'))
        $null = Protect-Secret text 'grüße'
        $null = Protect-Secret secure (ConvertTo-SuiteSecret 'hidden')
        $null = Protect-Secret cred $credential
        $null = Protect-Secret bytes ([byte[]] (0, 255, 7))
        $null = Protect-Secret table @{ user = 'u'; port = 5432; pass = (ConvertTo-SuiteSecret 'p'); on = $true }
        Unprotect-Secret text | Should -BeOfType securestring
        Unprotect-Secret text -AsPlainText | Should -Be 'grüße'
        Unprotect-Secret secure | ConvertFrom-SecureString -AsPlainText | Should -Be hidden
        (Unprotect-Secret cred).UserName | Should -Be ann
        (Unprotect-Secret cred).GetNetworkCredential().Password | Should -Be pass
        $bytes = Unprotect-Secret bytes
        , $bytes | Should -BeOfType byte[]
        $bytes | Should -Be 0, 255, 7
        $table = Unprotect-Secret table -AsPlainText
        $table.user, $table.port, $table.pass, $table.on | Should -Be u, 5432, p, $true
        (Unprotect-Secret table).user | Should -BeOfType securestring
    }

    It 'takes a pipeline, an end and tags' {
        $made = 1..50 | ForEach-Object { [pscustomobject]@{ Name = "piped$_"; Value = "v$_" } } | Protect-Secret -ExpiresIn 90d -Tag @{ env = 'test' }
        $made | Should -HaveCount 50
        $made[0].Tags['env'] | Should -Be test
        ($made[0].ExpiresAt - $made[0].CreatedAt).TotalDays | Should -Be 90
    }

    It 'seals with <_>' -ForEach ([enum]::GetNames([EnterpriseSecurity.Secrets.SecretAlgorithm])) {
        (Protect-Secret "with $_" 'value' -Algorithm $_).Algorithm | Should -Be $_
        Unprotect-Secret "with $_" -AsPlainText | Should -Be value
    }

    It 'stores nothing with -WhatIf' {
        Protect-Secret never 'x' -WhatIf
        Get-ProtectedSecret nev* | Should -BeNullOrEmpty
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a name that is taken'; Name = 'TEXT'; Value = 'x'; Id = 'SecretExists' }
        @{ Case = 'a name with NUL'; Name = "a`0b"; Value = 'x'; Id = 'NameInvalid' }
        @{ Case = 'an object that is no value'; Name = 'odd'; Value = [version] '1.2'; Id = 'ValueUnusable' }
    ) {
        { Protect-Secret $Name $Value -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Secrets.ProtectSecretCommand"
    }

    It 'leaves no value in a file of the store, in what it writes, in a stream, or in a transcript' {
        $planted = "planted-$([guid]::NewGuid())"
        $transcript = Join-Path $folder transcript.txt
        $null = Start-Transcript $transcript
        $shown = & {
            Protect-Secret planted (ConvertTo-SuiteSecret $planted) -Verbose -Debug -Tag @{ a = 'b' }
            Protect-Secret planted (ConvertTo-SuiteSecret $planted) -Verbose -ErrorAction Continue
            Get-ProtectedSecret planted
            Unprotect-Secret planted
            Get-ProtectedSecretVersion planted
            Get-SecurityAudit
        } *>&1
        $null = Stop-Transcript
        $shown | Out-String | Should -Not -Match $planted
        $shown | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue | Should -Not -Match $planted
        Get-Content $transcript -Raw | Should -Not -Match $planted
        $null = Test-SecurityAudit
        foreach ($file in Get-ChildItem (Join-Path $folder store) -Recurse -File -Force) {
            [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file.FullName)) | Should -Not -Match $planted -Because $file.Name
        }
    }

    It 'makes the next version of a secret that is there with -Force, and keeps its tags unless others are given' {
        $null = Protect-Secret forced 'one' -Tag @{ a = 'b' } -Force
        $next = Protect-Secret forced 'two' -Force
        $next.Version | Should -Be 2
        $next.Tags['a'] | Should -Be 'b'
        (Protect-Secret forced 'three' -Tag @{ c = 'd' } -Force).Tags.Keys | Should -Be 'c'
        Unprotect-Secret forced -Version 1 -AsPlainText | Should -Be 'one'
    }

    It 'refuses a table that is too deep, or holds itself' {
        $table = @{}
        $table['self'] = $table
        { Protect-Secret deep $table -ErrorAction Stop } | Should -Throw -ErrorId 'ValueUnusable,EnterpriseSecurity.Commands.Secrets.ProtectSecretCommand'
    }

    It 'refuses two ends' {
        { Protect-Secret two-ends 'x' -ExpiresIn 1d -ExpiresAt '2099-01-01' } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.Secrets.ProtectSecretCommand'
        { Get-ProtectedSecret two-ends -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,*'
    }
}
