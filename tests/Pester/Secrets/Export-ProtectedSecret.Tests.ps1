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

Describe 'Export-ProtectedSecret' {
    It 'writes a file that shows nothing, and never over one' {
        $null = Protect-Secret planted-name 'planted-value'
        $file = Join-Path $folder export
        Export-ProtectedSecret $file -Passphrase (ConvertTo-SuiteSecret p) -WhatIf
        $file | Should -Not -Exist
        (Export-ProtectedSecret $file -Passphrase (ConvertTo-SuiteSecret p)).FullName | Should -Be $file
        [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file)) | Should -Not -Match planted
        { Export-ProtectedSecret $file -Passphrase (ConvertTo-SuiteSecret p) -ErrorAction Stop } |
            Should -Throw -ErrorId 'ExportExists,EnterpriseSecurity.Commands.Secrets.ExportProtectedSecretCommand'
        { Export-ProtectedSecret "$file-2" none -Passphrase (ConvertTo-SuiteSecret p) -ErrorAction Stop } |
            Should -Throw -ErrorId 'SecretNotFound,EnterpriseSecurity.Commands.Secrets.ExportProtectedSecretCommand'
        "$file-2" | Should -Not -Exist
    }

    It 'says that a store which was given is locked' {
        $other = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -Detached
        $other | Disconnect-SecurityStore
        { Export-ProtectedSecret (Join-Path $folder locked) -Passphrase (ConvertTo-SuiteSecret p) -Store $other.Store } |
            Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.Secrets.ExportProtectedSecretCommand'
        { Import-ProtectedSecret (Join-Path $folder export) -Passphrase (ConvertTo-SuiteSecret p) -Store $other.Store } |
            Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.Secrets.ImportProtectedSecretCommand'
    }
}
