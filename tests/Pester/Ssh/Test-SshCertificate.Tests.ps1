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

Describe 'Test-SshCertificate' {
    BeforeAll {
        $script:ca = New-SshKeyPair ca
        $null = New-SshKeyPair other
        $null = New-SshKeyPair user
        $script:made = New-SshCertificate user -AuthorityName ca -Principal ann -ExpiresIn 1h -SourceAddress 10.0.0.0/8
    }

    It 'believes a trusted authority, for its principal, in its time, from its addresses' {
        Test-SshCertificate $made.Path -AuthorityName ca -Principal ann -SourceAddress 10.1.2.3 | Should -BeTrue
        $made | Test-SshCertificate -AuthorityPath $ca.PublicKeyPath -Principal ann -SourceAddress 10.1.2.3 | Should -BeTrue
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'another authority'; With = @{ AuthorityName = 'other'; Principal = 'ann'; SourceAddress = '10.1.2.3' }; Refusal = 'AuthorityNotTrusted' }
        @{ Case = 'another principal'; With = @{ AuthorityName = 'ca'; Principal = 'root'; SourceAddress = '10.1.2.3' }; Refusal = 'PrincipalNotAllowed' }
        @{ Case = 'a time after its end'; With = @{ AuthorityName = 'ca'; Principal = 'ann'; At = [datetime]::UtcNow.AddDays(1); SourceAddress = '10.1.2.3' }; Refusal = 'Expired' }
        @{ Case = 'another address'; With = @{ AuthorityName = 'ca'; Principal = 'ann'; SourceAddress = '192.0.2.1' }; Refusal = 'SourceAddressNotAllowed' }
        @{ Case = 'another type'; With = @{ AuthorityName = 'ca'; Principal = 'ann'; Type = 'Host' }; Refusal = 'TypeMismatch' }
    ) {
        Test-SshCertificate $made.Path @With | Should -BeFalse
        (Test-SshCertificate $made.Path @With -Detailed).Refusal | Should -Be $Refusal
    }

    It 'trusts nobody by itself' {
        { Test-SshCertificate $made.Path -ErrorAction Stop } | Should -Throw -ErrorId 'AuthorityNeeded,*'
    }
}
