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

Describe 'Get-SshCertificate' {
    It 'says what a certificate of ours, and of ssh-keygen, says' {
        $ca = New-SshKeyPair ca
        $user = New-SshKeyPair user
        $made = New-SshCertificate user -AuthorityName ca -Principal ann -ExpiresIn 1h
        $read = $made | Get-SshCertificate
        $read.Fingerprint, $read.AuthorityFingerprint, $read.KeyId | Should -Be $user.Fingerprint, $ca.Fingerprint, user
        (Get-SshCertificate -Certificate $made.Certificate).ValidBefore | Should -Be $made.ValidBefore
        if (Get-Command ssh-keygen -ErrorAction Ignore) {
            $null = ssh-keygen -q -s $ca.Path -I theirs -n bob,carl -V +1h -z 9 $user.PublicKeyPath 2>&1
            $theirs = Get-SshCertificate $made.Path
            $theirs.KeyId, $theirs.Serial | Should -Be theirs, 9
            $theirs.Principal | Should -Be bob, carl
            $theirs.Extension.Keys | Should -Contain permit-pty
        }
    }

    It 'takes a literal path, and files from the pipeline' {
        $made = New-SshCertificate (New-SshKeyPair literal).Name -AuthorityName (New-SshKeyPair 'other-ca').Name -Principal ann -ExpiresIn 1h
        $odd = Join-Path $folder 'odd[1]-cert.pub'
        Copy-Item -LiteralPath $made.Path $odd
        (Get-SshCertificate -LiteralPath $odd).KeyId | Should -Be literal
        (Get-Item -LiteralPath $odd | Get-SshCertificate).KeyId | Should -Be literal
        ($made.Path | Get-SshCertificate).KeyId | Should -Be literal
        Get-SshCertificate $odd | Should -BeNullOrEmpty
        Test-SshCertificate -LiteralPath $odd -AuthorityName other-ca -Principal ann | Should -BeTrue
        Get-Item -LiteralPath $odd | Test-SshCertificate -AuthorityName other-ca -Principal ann | Should -BeTrue
        $made.Path | Test-SshCertificate -AuthorityName other-ca -Principal ann | Should -BeTrue
    }

    It 'says what is no certificate' {
        { Get-SshCertificate (Get-SshKey user).PublicKeyPath -ErrorAction Stop } | Should -Throw -ErrorId 'SshCertificateMalformed,*'
        { Get-SshCertificate (Join-Path $folder none) -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'
    }
}
