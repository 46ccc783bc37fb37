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

Describe 'Backup-SecurityStore' {
    It 'writes one new file, and never over one' {
        $null = Protect-Secret planted 'a-value-to-look-for'
        $file = Join-Path $folder backup
        Backup-SecurityStore $file -WhatIf
        $file | Should -Not -Exist
        (Backup-SecurityStore $file).FullName | Should -Be $file
        { Backup-SecurityStore $file -ErrorAction Stop } |
            Should -Throw -ErrorId 'BackupTargetNotEmpty,EnterpriseSecurity.Commands.Store.BackupSecurityStoreCommand'
        [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file)) | Should -Not -Match 'planted|a-value-to-look-for'
    }
}
