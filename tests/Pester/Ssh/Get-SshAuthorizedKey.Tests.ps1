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

Describe 'Get-SshAuthorizedKey' {
    BeforeAll {
        $script:file = Join-Path $folder .ssh authorized_keys
        $script:one = New-SshKeyPair one -Comment one
        $script:two = New-SshKeyPair two -KeyType Ecdsa256 -Comment two
        $null = Add-SshAuthorizedKey -Name one, two -Path $file -Option 'no-pty'
    }

    It 'lists the keys, or one' {
        $all = Get-SshAuthorizedKey -Path $file
        $all.Comment | Should -Be one, two
        $all[0].Option | Should -Be no-pty
        $all[1].LineNumber, $all[1].Path | Should -Be 2, $file
        (Get-SshAuthorizedKey $two.Fingerprint -Path $file).Comment | Should -Be two
        (Get-SshAuthorizedKey "$($two.Fingerprint)=" -Path $file).Comment | Should -Be two
        (Get-SshAuthorizedKey (Get-SshKeyFingerprint two -Hash Md5).ToUpperInvariant() -Path $file).Comment | Should -Be two
    }

    It 'warns of lines that sshd would not read' {
        Add-Content $file 'this is no key'
        $null = Get-SshAuthorizedKey -Path $file -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -Match ':3: '
    }

    It 'has nothing to list where there is no file' {
        Get-SshAuthorizedKey -Path (Join-Path $folder .ssh none) -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
