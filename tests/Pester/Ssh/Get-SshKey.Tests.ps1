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

Describe 'Get-SshKey' {
    BeforeAll {
        $script:made = New-SshKeyPair one -Comment first
        $null = New-SshKeyPair two -KeyType Ecdsa256 -Passphrase (ConvertTo-SuiteSecret 'x') -Round 2
        $script:file = New-SshKeyPair -Path (Join-Path $folder 'file [1]')
        Set-Content (Join-Path $folder config) 'Host *'
    }

    It 'lists all, by name, and by wildcard' {
        (Get-SshKey).Name | Should -Be one, two
        (Get-SshKey ON*).Name | Should -Be one
        (Get-SshKey two).HasPassphrase | Should -BeTrue
        $made | Get-SshKey | Should -HaveCount 1
        [pscustomobject]@{ Name = 'one' } | Get-SshKey | ForEach-Object Fingerprint | Should -Be $made.Fingerprint
    }

    It 'reads key files' {
        (Get-SshKey -LiteralPath $file.Path).Fingerprint | Should -Be $file.Fingerprint
        (Get-ChildItem -LiteralPath $file.PublicKeyPath | Get-SshKey).Fingerprint | Should -Be $file.Fingerprint
        (Get-SshKey -Path (Join-Path $folder '*')).Path | Should -Be $file.Path
    }

    It 'goes on after a file that cannot be read' -Skip:$IsWindows {
        $mixed = (New-Item -ItemType Directory (Join-Path $folder mixed)).FullName
        $null = New-Item -ItemType SymbolicLink (Join-Path $mixed a-gone) -Value (Join-Path $mixed nowhere)
        bash -c 'mkfifo "$1/b-pipe"' - $mixed
        $socket = [Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
        try {
            $socket.Bind([Net.Sockets.UnixDomainSocketEndPoint]::new((Join-Path $mixed c-socket)))
            $key = New-SshKeyPair -Path (Join-Path $mixed d-key)
            (Get-SshKey -Path (Join-Path $mixed '*') -ErrorVariable failed -ErrorAction SilentlyContinue).Path | Should -Be $key.Path
            $failed.FullyQualifiedErrorId | Should -Be 'SshKeyFileMissing,EnterpriseSecurity.Commands.Ssh.GetSshKeyCommand'
            { Get-SshKey -Path (Join-Path $mixed b-pipe) -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyMalformed,*'
        }
        finally { $socket.Dispose() }
    }

    It 'completes names' {
        (TabExpansion2 'Get-SshKey t' 12).CompletionMatches.CompletionText | Should -Be two
    }

    It 'says what is not there or no key' {
        { Get-SshKey none -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
        { Get-SshKey -Path (Join-Path $folder none) -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'
        { Get-SshKey -Path (Join-Path $folder config) -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyMalformed,*'
    }

    It 'shows the key in a table without secrets' {
        $text = Get-SshKey | Out-String -Width 200
        $text | Should -Match 'Fingerprint'
        $text | Should -Match ([regex]::Escape($made.Fingerprint))
    }
}
