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

Describe 'Import-ProtectedSecret' {
    It 'brings secrets back, and treats conflicts as asked' {
        $null = Protect-Secret db 'one' -Tag @{ a = 'b' }
        $file = (Export-ProtectedSecret (Join-Path $folder export) -KeyFile (Join-Path $folder key)).FullName
        Remove-ProtectedSecret db -Permanent -Force
        Import-ProtectedSecret $file -KeyFile (Join-Path $folder key) -WhatIf
        Get-ProtectedSecret | Should -BeNullOrEmpty
        (Import-ProtectedSecret $file -KeyFile (Join-Path $folder key)).Imported.Name | Should -Be db
        Unprotect-Secret db -AsPlainText | Should -Be one
        (Import-ProtectedSecret $file -KeyFile (Join-Path $folder key)).Skipped | Should -Be db
        (Import-ProtectedSecret $file -KeyFile (Join-Path $folder key) -OnConflict NewVersion).Imported.Version | Should -Be 2
        { Import-ProtectedSecret $file -Passphrase (ConvertTo-SuiteSecret wrong) -ErrorAction Stop } |
            Should -Throw -ErrorId 'ExportUnlockFailed,EnterpriseSecurity.Commands.Secrets.ImportProtectedSecretCommand'
    }
}
