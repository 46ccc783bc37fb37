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

Describe 'Test-SshKey' {
    It 'writes one boolean for a whole key, by name, path and content' {
        $key = New-SshKeyPair whole
        Test-SshKey whole | Should -BeTrue
        $key | Test-SshKey | Should -BeTrue
        Test-SshKey -Path $key.PublicKeyPath | Should -BeTrue
        Test-SshKey -Content (Get-Content $key.Path -Raw) | Should -BeTrue
        Test-SshKey -Content (Get-Content $key.Path) | Should -BeTrue
        Test-SshKey -Content 'no key' | Should -BeFalse
    }

    It 'finds a changed byte, a foreign public key, and a replaced file' {
        $key = New-SshKeyPair -Path (Join-Path $folder broken)
        $other = New-SshKeyPair -Path (Join-Path $folder other)
        Copy-Item $other.PublicKeyPath $key.PublicKeyPath
        $verdict = Test-SshKey -Path $key.Path -Detailed
        $verdict.IsValid, $verdict.ErrorId, $verdict.PairMatches | Should -Be $false, 'SshPairMismatch', $false
        Set-Content $key.Path ((Get-Content $key.Path -Raw) -replace 'b3Blbn', 'b3Bmbn')
        (Test-SshKey -Path $key.Path -Detailed).ErrorId | Should -Be SshKeyMalformed
        $managed = New-SshKeyPair managed
        Copy-Item $other.Path $managed.Path -Force
        Remove-Item $managed.PublicKeyPath
        (Test-SshKey managed -Detailed).ErrorId | Should -Be SshKeyFileChanged
    }

    It 'checks the private part of an encrypted key when it is given the passphrase' {
        $null = New-SshKeyPair locked -Passphrase (ConvertTo-SuiteSecret 'right') -Round 2
        (Test-SshKey locked -Detailed).PrivatePartChecked | Should -BeFalse
        (Test-SshKey locked -Passphrase (ConvertTo-SuiteSecret 'right') -Detailed).PrivatePartChecked | Should -BeTrue
        (Test-SshKey locked -Passphrase (ConvertTo-SuiteSecret 'wrong') -Detailed).ErrorId | Should -Be SshPassphraseWrong
    }

    It 'says what is not there' {
        { Test-SshKey none -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
        { Test-SshKey -Content 5 -ErrorAction Stop } | Should -Throw -ErrorId 'ValueUnusable,*'
    }
}
