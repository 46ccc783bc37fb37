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

Describe 'Set-Role' {
    It 'replaces, adds and takes away' {
        (Set-Role viewer -AddPermission list, read -Description seen).Permissions | Should -Be list, read
        (Get-Role viewer | Set-Role -RemovePermission list -AddDeny x).Deny | Should -Be x
        $role = Set-Role viewer -Permission only -Deny @()
        $role.Permissions | Should -Be only
        $role.Deny | Should -BeNullOrEmpty
        $role.Description | Should -Be seen
        (Set-Role viewer -Description '').Description | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf' {
        Set-Role editor -Permission x -WhatIf
        (Get-Role editor).Permissions | Should -Contain write
    }

    It 'refuses what cannot be' {
        { Set-Role absent -Permission x -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.SetRoleCommand'
        { Set-Role editor -AddPermission 'a b' -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionInvalid,EnterpriseSecurity.Commands.AccessControl.SetRoleCommand'
    }
}
