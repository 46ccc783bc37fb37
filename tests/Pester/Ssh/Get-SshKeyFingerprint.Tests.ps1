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

Describe 'Get-SshKeyFingerprint' {
    It 'spells fingerprints and art as ssh-keygen does' {
        $key = New-SshKeyPair art
        Get-SshKeyFingerprint art | Should -Be $key.Fingerprint
        $key | Get-SshKeyFingerprint | Should -Be $key.Fingerprint
        Get-SshKeyFingerprint -Content (Get-Content $key.PublicKeyPath) | Should -Be $key.Fingerprint
        Get-SshKeyFingerprint -Path $key.Path -Hash Md5 | Should -Match '^MD5:([0-9a-f]{2}:){15}[0-9a-f]{2}$'
        if (Get-Command ssh-keygen -ErrorAction Ignore) {
            (ssh-keygen -l -E md5 -f $key.PublicKeyPath) -split ' ' | Select-Object -Index 1 | Should -Be (Get-SshKeyFingerprint art -Hash Md5)
            $art = ssh-keygen -lv -f $key.PublicKeyPath | Select-Object -Skip 1
            (Get-SshKeyFingerprint art -RandomArt) -split "`n" | Should -Be $art
            $old = ssh-keygen -lv -E md5 -f $key.PublicKeyPath | Select-Object -Skip 1
            (Get-SshKeyFingerprint art -RandomArt -Hash Md5) -split "`n" | Should -Be $old
        }
    }

    It 'says what is not there or no key' {
        { Get-SshKeyFingerprint none -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
        { Get-SshKeyFingerprint -Content nothing -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyMalformed,*'
    }
}
