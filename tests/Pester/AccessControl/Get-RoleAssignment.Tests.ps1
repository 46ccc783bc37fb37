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

Describe 'Get-RoleAssignment' {
    It 'lists by user, by role, and who can' {
        (Get-RoleAssignment).UserId | Should -Be amy, bob
        ('bob' | Get-RoleAssignment).Role | Should -Be editor
        (Get-RoleAssignment -Role viewer).UserId | Should -Be amy
        (Get-RoleAssignment -Permission read).UserId | Should -Be amy, bob
        (Get-RoleAssignment bob -Permission read).Path | Should -Be editor, viewer
        Get-RoleAssignment -Permission docs:delete | Should -BeNullOrEmpty
        $null = Grant-Role cat viewer -Resource 'x/*'
        (Get-RoleAssignment -Permission read -Resource x/1).UserId | Should -Be amy, bob, cat
        Get-RoleAssignment | Out-String | Should -Match 'x/\*'
    }

    It 'refuses what is no question' {
        { Get-RoleAssignment -Permission 'docs:*' -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionInvalid,EnterpriseSecurity.Commands.AccessControl.GetRoleAssignmentCommand'
        { Get-RoleAssignment -Role absent -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.GetRoleAssignmentCommand'
    }
}
