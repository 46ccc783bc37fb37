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

Describe 'Find-ExpiringCredential' {
    It 'finds secrets and certificates of one shape, the earliest first' {
        $null = Protect-Secret soon x -ExpiresIn 10d
        $null = Protect-Secret late x -ExpiresIn 90d
        $null = Protect-Secret never x
        $null = New-SshKeyPair ca, user
        $null = New-SshCertificate user -AuthorityName ca -Principal ann -ExpiresIn 1h
        $found = Find-ExpiringCredential -Within 30d
        $found.Name | Should -Be user, soon
        $found.Kind | Should -Be SshCertificate, Secret
        $found[1].IsExpired | Should -BeFalse
        (Find-ExpiringCredential 100d).Name | Should -Be user, soon, late
        Find-ExpiringCredential 1m | Should -BeNullOrEmpty
    }

    It 'finds passwords whose age the policy limits' {
        'a password of mine' | ConvertTo-PasswordHash -Algorithm Bcrypt -Cost 10 | Add-PasswordHistory jane
        Find-ExpiringCredential 3660d | Where-Object Kind -EQ Password | Should -BeNullOrEmpty
        $null = Set-PasswordPolicy -MaximumAge 20d
        $found = Find-ExpiringCredential 30d | Where-Object Kind -EQ Password
        $found.Name, $found.ExpiresIn.Days, $found.IsExpired | Should -Be @('jane', 19, $false)
        Find-ExpiringCredential 10d | Where-Object Kind -EQ Password | Should -BeNullOrEmpty
        $null = Set-PasswordPolicy -MaximumAge 0s
    }

    It 'wants a duration with a unit' {
        { Find-ExpiringCredential 30 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }
}
