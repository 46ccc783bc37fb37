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

Describe 'New-Role' {
    It 'defines a role, by parameter and by property name' {
        $role = New-Role editor read, 'docs:*' -Deny docs:delete -Description 'edits'
        $role.Permissions | Should -Be 'docs:*', 'read'
        $role.Deny | Should -Be 'docs:delete'
        $heir = [pscustomobject]@{ Name = 'heir'; Permission = 'x'; InheritsFrom = 'editor' } | New-Role
        $heir.InheritsFrom | Should -Be editor
        (Get-Role e*).Name | Should -Be editor
    }

    It 'changes nothing with -WhatIf' {
        New-Role never read -WhatIf
        Get-Role never* | Should -BeNullOrEmpty
    }

    It 'refuses what cannot be' {
        $null = New-Role taken
        { New-Role TAKEN -ErrorAction Stop } | Should -Throw -ErrorId 'RoleExists,EnterpriseSecurity.Commands.AccessControl.NewRoleCommand'
        { New-Role 'a ' -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.AccessControl.NewRoleCommand'
        { New-Role a 'do*' -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionInvalid,EnterpriseSecurity.Commands.AccessControl.NewRoleCommand'
        { New-Role a -InheritsFrom absent -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.NewRoleCommand'
    }
}
