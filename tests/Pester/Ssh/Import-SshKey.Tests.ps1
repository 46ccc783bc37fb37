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

Describe 'Import-SshKey' {
    BeforeAll {
        $script:file = New-SshKeyPair -Path (Join-Path $folder outside) -Comment 'from outside'
        $script:locked = New-SshKeyPair -Path (Join-Path $folder locked) -Passphrase (ConvertTo-SuiteSecret 'words') -Round 2
    }

    It 'brings a key in from a file, the pipeline and text' {
        $key = Import-SshKey deploy $file.Path
        $key.Name, $key.Fingerprint, $key.Comment, $key.IsManaged | Should -Be deploy, $file.Fingerprint, 'from outside', $true
        (Get-Item $file.Path | Import-SshKey).Name | Should -Be outside
        (Import-SshKey text -Content (Get-Content $file.Path -Raw)).Fingerprint | Should -Be $file.Fingerprint
        $file.Path | Should -Exist
    }

    It 'takes the comment of the public key beside it only where the file has none' {
        $other = New-SshKeyPair -Path (Join-Path $folder other) -Comment 'somebody else'
        $own = New-SshKeyPair -Path (Join-Path $folder own) -Comment 'its own'
        Set-Content $own.PublicKeyPath ((Get-Content $own.PublicKeyPath) -replace 'its own', 'edited')
        (Import-SshKey own $own.Path).Comment | Should -Be 'its own'
        $pem = Convert-SshKey -Path $file.Path (Join-Path $folder pem) -Format Pkcs8
        (Import-SshKey beside $pem.Path).Comment | Should -Be 'from outside'
        Copy-Item $other.PublicKeyPath $pem.PublicKeyPath
        (Import-SshKey foreign $pem.Path).Comment | Should -BeNullOrEmpty
    }

    It 'keeps a passphrase' {
        { Import-SshKey l $locked.Path -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseRequired,*'
        (Import-SshKey l $locked.Path -Passphrase (ConvertTo-SuiteSecret 'words')).HasPassphrase | Should -BeTrue
        { Import-SshKey e $locked.Path -Passphrase (ConvertTo-SuiteSecret 'words') -NewPassphrase ([securestring]::new()) -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseEmpty,*'
        Get-SshKey e* | Should -BeNullOrEmpty
    }

    It 'brings nothing in with -WhatIf' {
        Import-SshKey never $file.Path -WhatIf
        Get-SshKey nev* | Should -BeNullOrEmpty
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a taken name'; Name = 'deploy'; File = 'outside'; Id = 'SshKeyExists' }
        @{ Case = 'a public key'; Name = 'p'; File = 'outside.pub'; Id = 'SshPrivateKeyNeeded' }
        @{ Case = 'a file that is not there'; Name = 'n'; File = 'none'; Id = 'PathNotFound' }
    ) {
        { Import-SshKey $Name (Join-Path $folder $File) -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}
