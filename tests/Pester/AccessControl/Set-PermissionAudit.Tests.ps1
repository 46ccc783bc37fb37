BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-Role viewer read
    $null = New-Role editor docs:*, write -InheritsFrom viewer -Deny docs:delete
    $null = Grant-Role bob editor
    $null = Grant-Role amy viewer
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Set-PermissionAudit' {
    It 'sets the mode, and checks follow it' {
        Set-PermissionAudit All -WhatIf
        Get-PermissionAudit | Should -Be Throttled
        Set-PermissionAudit DeniedOnly | Should -Be DeniedOnly
        $null = Test-Permission bob write
        $null = Test-Permission bob other
        @(Get-SecurityAudit -Action permission_checked).Result | Should -Be denied
        { Set-PermissionAudit Never } | Should -Throw
    }
}
