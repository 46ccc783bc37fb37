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

Describe 'Update-StoreKey' {
    It 'rotates, and writes every record anew when asked' {
        1..5 | ForEach-Object { $null = Protect-Secret "s$_" "value $_" }
        (Update-StoreKey -WhatIf) | Should -BeNullOrEmpty
        (Update-StoreKey).Remaining | Should -Be 5
        $result = Update-StoreKey -Resume
        $result.Version | Should -Be 2
        $result.Reencrypted | Should -Be 5
        Unprotect-Secret s3 -AsPlainText | Should -Be 'value 3'
    }
}
