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

Describe 'Remove-SshKeyPassphrase' {
    BeforeAll {
        $script:words = ConvertTo-SuiteSecret 'words'
        $null = New-SshKeyPair p -Passphrase $words -Round 2
    }

    It 'changes nothing with -WhatIf' {
        Remove-SshKeyPassphrase p -Passphrase $words -WhatIf
        Remove-SshKeyPassphrase p -Passphrase $words -Force -WhatIf
        (Get-SshKey p).HasPassphrase | Should -BeTrue
    }

    It 'refuses a wrong passphrase' {
        { Remove-SshKeyPassphrase p -Passphrase (ConvertTo-SuiteSecret 'wrong') -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseWrong,*'
        (Get-SshKey p).HasPassphrase | Should -BeTrue
    }

    It 'takes the passphrase away' {
        $before = (Get-SshKey p).Fingerprint
        $key = Get-SshKey p | Remove-SshKeyPassphrase -Passphrase $words -Force -PassThru
        $key.HasPassphrase, $key.Fingerprint | Should -Be $false, $before
        { Remove-SshKeyPassphrase p -Passphrase $words -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyHasNoPassphrase,*'
    }
}
