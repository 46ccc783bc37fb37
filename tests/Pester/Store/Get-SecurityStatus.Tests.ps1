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

Describe 'Get-SecurityStatus' {
    It 'counts' {
        $null = Protect-Secret one 'value'
        $status = Get-SecurityStatus
        $status.Secrets | Should -Be 1
        $status.AuditEntries | Should -BeGreaterThan 1
    }
}
