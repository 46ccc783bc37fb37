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

Describe 'Restore-SecurityStore' {
    It 'restores to an empty place what was backed up' {
        $null = Protect-Secret one 'value'
        $file = (Backup-SecurityStore (Join-Path $folder backup)).FullName
        $target = Join-Path $folder restored
        Restore-SecurityStore $file $target -KeyFile (Join-Path $folder key) -WhatIf
        $target | Should -Not -Exist
        (Restore-SecurityStore $file $target -KeyFile (Join-Path $folder key)).IsValid | Should -BeTrue
        { Restore-SecurityStore $file $target -KeyFile (Join-Path $folder key) -ErrorAction Stop } |
            Should -Throw -ErrorId 'BackupTargetNotEmpty,EnterpriseSecurity.Commands.Store.RestoreSecurityStoreCommand'
        $null = Connect-SecurityStore $target -KeyFile (Join-Path $folder key)
        Unprotect-Secret one -AsPlainText | Should -Be value
    }

    It 'takes a folder as it is completed, with a separator at its end' {
        $file = (Backup-SecurityStore (Join-Path $folder backup-again)).FullName
        $target = Join-Path $folder restored-again
        (Restore-SecurityStore $file "$target/" -KeyFile (Join-Path $folder key)).IsValid | Should -BeTrue
        Join-Path $target store.json | Should -Exist
    }
}
