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

Describe 'Get-Role' {
    It 'lists by name, wildcard and pipeline' {
        (Get-Role).Name | Should -Be editor, viewer
        (Get-Role *ER).Name | Should -Be viewer
        ('viewer', 'EDITOR' | Get-Role).Name | Should -Be viewer, editor
        (Get-Role editor | Get-Role).InheritsFrom | Should -Be viewer
        { Get-Role absent -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.GetRoleCommand'
    }

    It 'takes a name with brackets as it is' {
        $null = New-Role 'ops[eu]' read
        (Get-Role 'OPS[eu]').Name | Should -Be 'ops[eu]'
        { Get-Role 'ops[us]' -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.GetRoleCommand'
        Remove-Role 'ops[eu]' -Force
    }

    It 'completes names' {
        (TabExpansion2 'Get-Role e' 10).CompletionMatches.CompletionText | Should -Be editor
        (TabExpansion2 'Get-RoleAssignment -UserId b' 28).CompletionMatches.CompletionText | Should -Be bob
    }

    It 'shows its permissions in the default view' {
        Get-Role editor | Out-String | Should -Match 'docs:\*'
    }

    It 'needs a store' {
        Disconnect-SecurityStore
        { Get-Role } | Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.AccessControl.GetRoleCommand'
    }
}
