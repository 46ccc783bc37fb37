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

Describe 'Update-SshKeyPair' {
    It 'keeps name, kind and comment, and the old key in a dated backup' {
        $old = New-SshKeyPair r -KeyType Ecdsa384 -Comment kept
        $text = Get-Content $old.Path -Raw
        $rotation = $old | Update-SshKeyPair
        $rotation.PreviousFingerprint | Should -Be $old.Fingerprint
        $rotation.Key.KeyType, $rotation.Key.Comment, $rotation.Key.RotationCount | Should -Be Ecdsa384, kept, 1
        $rotation.Fingerprint | Should -Not -Be $old.Fingerprint
        Split-Path $rotation.BackupPath -Leaf | Should -Match '^r\.backup\.\d{8}T\d{6}Z$'
        Get-Content $rotation.BackupPath -Raw | Should -Be $text
        Test-SshKey r | Should -BeTrue
    }

    It 'keeps the passphrase, or takes another' {
        $null = New-SshKeyPair locked -Passphrase (ConvertTo-SuiteSecret 'one') -Round 2
        { Update-SshKeyPair locked -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseRequired,*'
        { Update-SshKeyPair locked -Passphrase (ConvertTo-SuiteSecret 'two') -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseWrong,*'
        $null = Update-SshKeyPair locked -Passphrase (ConvertTo-SuiteSecret 'one') -Round 2
        (Test-SshKey locked -Passphrase (ConvertTo-SuiteSecret 'one') -Detailed).PrivatePartChecked | Should -BeTrue
        { Update-SshKeyPair locked -NewPassphrase ([securestring]::new()) -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseEmpty,*'
        (Get-SshKey locked).HasPassphrase | Should -BeTrue
        $null = Update-SshKeyPair locked -NewPassphrase (ConvertTo-SuiteSecret 'two') -Round 2
        Test-SshKey locked -Passphrase (ConvertTo-SuiteSecret 'two') | Should -BeTrue
    }

    It 'works on a file without a store, and without a backup' {
        $file = New-SshKeyPair -Path (Join-Path $folder file)
        (Update-SshKeyPair -Path $file.Path -NoBackup -KeyType Ecdsa256).BackupPath | Should -BeNullOrEmpty
        Get-ChildItem $folder file* | Should -HaveCount 2
        (Get-SshKey -Path $file.Path).KeyType | Should -Be Ecdsa256
    }

    It 'changes nothing with -WhatIf' {
        $before = (New-SshKeyPair still).Fingerprint
        Update-SshKeyPair still -WhatIf
        (Get-SshKey still).Fingerprint | Should -Be $before
    }

    It 'says what is not there' {
        { Update-SshKeyPair none -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
    }
}
