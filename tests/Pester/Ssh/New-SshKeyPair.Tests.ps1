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

Describe 'New-SshKeyPair' {
    It 'makes <_> keys that ssh-keygen reads, with and without a passphrase' -ForEach 'Ed25519', 'Ecdsa256', 'Ecdsa384', 'Ecdsa521', 'Rsa2048', 'Rsa3072', 'Rsa4096' {
        $plain = New-SshKeyPair "plain-$_" -KeyType $_ -Comment 'ci key'
        $locked = New-SshKeyPair "locked-$_" -KeyType $_ -Passphrase (ConvertTo-SuiteSecret 'pass words') -Round 2
        $plain.KeyType, $plain.Comment, $plain.HasPassphrase, $locked.HasPassphrase | Should -Be $_, 'ci key', $false, $true
        $plain.Path | Should -Be (Join-Path $folder store ssh "plain-$_")
        $plain.PublicKeyPath | Should -Be "$($plain.Path).pub"
        if (Get-Command ssh-keygen -ErrorAction Ignore) {
            ssh-keygen -l -f $plain.Path | Should -BeLike "$($plain.Bits) $($plain.Fingerprint) ci key (*)"
            ssh-keygen -y -P '' -f $plain.Path | Should -Be (Get-Content $plain.PublicKeyPath)
            ssh-keygen -y -P 'pass words' -f $locked.Path | Should -Be (Get-Content $locked.PublicKeyPath)
            $null = ssh-keygen -y -P 'wrong' -f $locked.Path 2>&1
            $LASTEXITCODE | Should -Not -Be 0
        }
    }

    It 'takes names from the pipeline' {
        $made = 1..50 | ForEach-Object { "piped$_" } | New-SshKeyPair
        $made | Should -HaveCount 50
        ($made.Fingerprint | Sort-Object -Unique) | Should -HaveCount 50
        ([pscustomobject]@{ Name = 'typed'; KeyType = 'Ecdsa256' } | New-SshKeyPair).KeyType | Should -Be Ecdsa256
    }

    It 'makes many at once' {
        $made = New-SshKeyPair -Count 20 -Prefix deploy
        $made.Name | Should -Be (1..20 | ForEach-Object { "deploy_$_" })
    }

    It 'makes files anywhere, and knows those with a name' {
        $file = New-SshKeyPair -Path (Join-Path $folder file)
        $named = New-SshKeyPair elsewhere -Path (Join-Path $folder elsewhere)
        $file.IsManaged, $named.IsManaged | Should -Be $false, $true
        (Get-SshKey elsewhere).Path | Should -Be (Join-Path $folder elsewhere)
        if (-not $IsWindows) { [IO.File]::GetUnixFileMode($file.Path) | Should -Be ([IO.UnixFileMode] 'UserRead, UserWrite') }
    }

    It 'needs no store for a file' {
        $result = Invoke-SuiteProcess -Variable @{ Path = Join-Path $folder fresh } -Script @'
Import-Module $ModulePath
(New-SshKeyPair -Path $Path -Comment c).Comment
'one', 'two' | New-SshKeyPair -Path (Split-Path $Path) | ForEach-Object Name
try { New-SshKeyPair name -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
'@
        $result.Output | Should -Be 'c', 'one', 'two', 'StoreNotConnected,EnterpriseSecurity.Commands.Ssh.NewSshKeyPairCommand'
    }

    It 'makes nothing with -WhatIf' {
        New-SshKeyPair never -WhatIf
        New-SshKeyPair -Path (Join-Path $folder never) -WhatIf
        New-SshKeyPair -Count 3 -Prefix never -WhatIf
        Get-SshKey never* | Should -BeNullOrEmpty
        Join-Path $folder never | Should -Not -Exist
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a path as a name'; With = @{ Name = '../x' }; Id = 'NameInvalid' }
        @{ Case = 'NUL in a name'; With = @{ Name = "a`0b" }; Id = 'NameInvalid' }
        @{ Case = 'a reserved name'; With = @{ Name = 'con' }; Id = 'NameInvalid' }
        @{ Case = 'a taken name'; With = @{ Name = 'DEPLOY_1' }; Id = 'SshKeyExists' }
        @{ Case = 'a comment of two lines'; With = @{ Name = 'c'; Comment = "a`nb" }; Id = 'SshCommentInvalid' }
        @{ Case = 'neither name nor path'; With = @{ KeyType = 'Ed25519' }; Id = 'NameOrPathNeeded' }
    ) {
        { New-SshKeyPair @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Ssh.NewSshKeyPairCommand"
    }

    It 'overwrites no file' {
        Set-Content (Join-Path $folder mine) 'mine'
        { New-SshKeyPair -Path (Join-Path $folder mine) -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyFileExists,*'
        Get-Content (Join-Path $folder mine) | Should -Be mine
    }

    It 'leaves no passphrase and no private key in a file, in what it writes, in a stream, or in a transcript' {
        $planted = "planted-$([guid]::NewGuid())"
        $words = ConvertTo-SuiteSecret $planted
        $transcript = Join-Path $folder transcript.txt
        $null = Start-Transcript $transcript
        $shown = & {
            New-SshKeyPair secretive -Passphrase $words -Round 2 -Verbose -Debug
            New-SshKeyPair secretive -Passphrase $words -Round 2 -ErrorAction Continue
            Set-SshKeyPassphrase secretive -Passphrase $words -NewPassphrase $words -Round 2 -PassThru
            Update-SshKeyPair secretive -Passphrase $words -Round 2
            Test-SshKey secretive -Passphrase $words -Detailed
            New-SshSignature secretive -Content text -Passphrase $words
            Test-SshKey -Content "-----BEGIN OPENSSH PRIVATE KEY-----`n$planted`n-----END OPENSSH PRIVATE KEY-----" -Detailed
            Get-SecurityAudit
        } *>&1
        $null = Stop-Transcript
        $private = (Get-Content (Get-SshKey secretive).Path)[1..3]
        foreach ($secret in @($planted) + $private) {
            $shown | Out-String -Width 500 | Should -Not -Match ([regex]::Escape($secret))
            $shown | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue | Should -Not -Match ([regex]::Escape($secret))
            Get-Content $transcript -Raw | Should -Not -Match ([regex]::Escape($secret))
        }
        $null = Test-SecurityAudit
        foreach ($file in Get-ChildItem (Join-Path $folder store) -Recurse -File -Force) {
            [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file.FullName)) | Should -Not -Match $planted -Because $file.Name
        }
    }
}
