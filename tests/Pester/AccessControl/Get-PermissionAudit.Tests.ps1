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

Describe 'Get-PermissionAudit' {
    It 'tells the mode' {
        Get-PermissionAudit | Should -Be Throttled
        $null = Set-PermissionAudit All
        Get-PermissionAudit | Should -Be All
    }
}
