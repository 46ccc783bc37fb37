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

    It 'wants a duration with a unit' {
        { Find-ExpiringCredential 30 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }
}
