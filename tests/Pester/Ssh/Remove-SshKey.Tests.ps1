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

Describe 'Remove-SshKey' {
    It 'deletes the pair and the record' {
        $key = New-SshKeyPair gone
        $key | Remove-SshKey -Force
        $key.Path, $key.PublicKeyPath | Should -Not -Exist
        { Get-SshKey gone -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
        (Get-SecurityAudit -Action ssh_key_deleted).Resource | Should -Be gone
    }

    It 'deletes a file that no store knows, and leaves the files of one that it forgets' {
        $file = New-SshKeyPair -Path (Join-Path $folder file)
        Remove-SshKey -Path $file.Path -Force
        $file.Path | Should -Not -Exist
        $named = New-SshKeyPair named -Path (Join-Path $folder named)
        Remove-SshKey named -KeepFile -Force
        $named.Path | Should -Exist
        Get-SshKey nam* | Should -BeNullOrEmpty
    }

    It 'deletes nothing with -WhatIf' {
        $null = New-SshKeyPair still
        Remove-SshKey still -WhatIf
        Remove-SshKey still -Force -WhatIf
        Test-SshKey still | Should -BeTrue
    }

    It 'goes on after one that is not there' {
        $null = New-SshKeyPair a, b
        'a', 'none', 'b' | Remove-SshKey -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'SshKeyNotFound,EnterpriseSecurity.Commands.Ssh.RemoveSshKeyCommand'
        Get-SshKey a, b -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'leaves what a link leads to' -Skip:$IsWindows {
        $file = New-SshKeyPair -Path (Join-Path $folder target)
        $null = New-Item -ItemType SymbolicLink (Join-Path $folder link) -Target $file.Path
        { Remove-SshKey -Path (Join-Path $folder link) -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyFileIsLink,*'
        Test-SshKey -Path $file.Path | Should -BeTrue
    }

    It 'leaves no file of the store outside of its care' {
        { Remove-SshKey still -KeepFile -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyFileInStore,*'
        { Remove-SshKey -Path (Join-Path $folder target) -KeepFile -Force -ErrorAction Stop } | Should -Throw -ErrorId 'NothingToRemove,*'
    }
}
