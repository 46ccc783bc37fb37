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

Describe 'Revoke-Role' {
    It 'takes a role, one grant of it, or every one' {
        $null = Grant-Role bob viewer -Resource a
        $null = Grant-Role bob viewer -Resource b
        Revoke-Role bob viewer -WhatIf
        Revoke-Role bob viewer -Force -WhatIf
        @(Get-RoleAssignment bob).Count | Should -Be 3
        (Revoke-Role bob viewer -Resource a -Force -PassThru).Resource | Should -Be a
        Get-RoleAssignment bob | Revoke-Role -Confirm:$false
        Get-RoleAssignment bob | Should -BeNullOrEmpty
        Test-Permission bob write | Should -BeFalse
    }

    It 'refuses what is not there' {
        { Revoke-Role stranger viewer -Force -ErrorAction Stop } | Should -Throw -ErrorId 'RoleGrantNotFound,EnterpriseSecurity.Commands.AccessControl.RevokeRoleCommand'
        { Revoke-Role amy absent -Force -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.RevokeRoleCommand'
    }
}
