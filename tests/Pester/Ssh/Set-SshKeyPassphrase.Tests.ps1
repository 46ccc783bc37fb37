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

Describe 'Set-SshKeyPassphrase' {
    It 'adds and changes a passphrase' {
        $null = New-SshKeyPair p
        (Set-SshKeyPassphrase p -NewPassphrase (ConvertTo-SuiteSecret 'one') -Round 2 -PassThru).HasPassphrase | Should -BeTrue
        { Set-SshKeyPassphrase p -NewPassphrase (ConvertTo-SuiteSecret 'two') -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseRequired,*'
        Set-SshKeyPassphrase p -Passphrase (ConvertTo-SuiteSecret 'one') -NewPassphrase (ConvertTo-SuiteSecret 'two') -Round 2
        Test-SshKey p -Passphrase (ConvertTo-SuiteSecret 'two') | Should -BeTrue
        Test-SshKey p -Passphrase (ConvertTo-SuiteSecret 'one') | Should -BeFalse
    }

    It 'works on files and keeps their format' {
        $file = New-SshKeyPair -Path (Join-Path $folder file)
        Get-Item $file.Path | Set-SshKeyPassphrase -NewPassphrase (ConvertTo-SuiteSecret 'one') -Round 2
        (Get-SshKey -Path $file.Path).HasPassphrase | Should -BeTrue
    }

    It 'changes nothing with -WhatIf' {
        $null = New-SshKeyPair still
        Set-SshKeyPassphrase still -NewPassphrase (ConvertTo-SuiteSecret 'x') -WhatIf
        (Get-SshKey still).HasPassphrase | Should -BeFalse
    }

    It 'says what is wrong' {
        { Set-SshKeyPassphrase none -NewPassphrase (ConvertTo-SuiteSecret 'x') -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
        { Set-SshKeyPassphrase still -NewPassphrase ([securestring]::new()) -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseEmpty,*'
        { Set-SshKeyPassphrase -Path "$((Get-SshKey still).PublicKeyPath)" -NewPassphrase (ConvertTo-SuiteSecret 'x') -ErrorAction Stop } | Should -Throw -ErrorId 'SshPrivateKeyNeeded,*'
    }
}
