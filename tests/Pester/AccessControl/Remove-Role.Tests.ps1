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

Describe 'Remove-Role' {
    It 'removes a role that is not in use, and one in use by force' {
        $null = New-Role spare
        Remove-Role spare -WhatIf
        Remove-Role spare -Force -WhatIf
        (Get-Role spare).Name | Should -Be spare
        Get-Role spare | Remove-Role -Confirm:$false
        { Remove-Role spare -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.RemoveRoleCommand'
        { Remove-Role viewer -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'RoleInUse,EnterpriseSecurity.Commands.AccessControl.RemoveRoleCommand'
        Remove-Role viewer -Force
        Test-Permission amy read | Should -BeFalse
        (Get-Role editor).InheritsFrom | Should -BeNullOrEmpty
    }
}
