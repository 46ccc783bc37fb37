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

Describe 'Remove-SshAuthorizedKey' {
    BeforeEach {
        $script:file = Join-Path $folder "ssh-$([guid]::NewGuid())" authorized_keys
        foreach ($name in 'a', 'b', 'c') { if (-not (Get-SshKey $name -ErrorAction Ignore)) { $null = New-SshKeyPair $name -Comment "key $name" } }
        $null = Add-SshAuthorizedKey -Name a, b, c -Path $file
        Add-Content $file '# a comment that stays'
    }

    It 'takes keys out by fingerprint, name, line, comment and pipeline' {
        Remove-SshAuthorizedKey (Get-SshKey a).Fingerprint -Path $file -Force
        (Get-SshAuthorizedKey -Path $file).Comment | Should -Be 'key b', 'key c'
        Remove-SshAuthorizedKey -Name b -Path $file -Force
        Get-SshAuthorizedKey -Path $file | Remove-SshAuthorizedKey -Force
        Get-Content $file | Should -Be '# a comment that stays'
        $null = Add-SshAuthorizedKey -Name a, b -Path $file
        Remove-SshAuthorizedKey -Comment 'key *' -Path $file -Force
        Get-Content $file | Should -Be '# a comment that stays'
    }

    It 'takes nothing out with -WhatIf' {
        Remove-SshAuthorizedKey -Name a -Path $file -WhatIf
        Remove-SshAuthorizedKey -Name a -Path $file -Force -WhatIf
        Get-SshAuthorizedKey -Path $file | Should -HaveCount 3
    }

    It 'says what is not there' {
        { Remove-SshAuthorizedKey 'SHA256:none' -Path $file -Force -ErrorAction Stop } | Should -Throw -ErrorId 'AuthorizedKeyNotFound,*'
    }
}
