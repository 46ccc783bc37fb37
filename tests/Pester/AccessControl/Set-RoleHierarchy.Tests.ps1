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

Describe 'Set-RoleHierarchy' {
    It 'sets, replaces and empties what a role inherits' {
        $null = New-Role base x
        (Set-RoleHierarchy editor base).InheritsFrom | Should -Be base
        Test-Permission bob x | Should -BeTrue
        Test-Permission bob read | Should -BeFalse
        (Get-Role editor | Set-RoleHierarchy -InheritsFrom base, viewer).InheritsFrom | Should -Be base, viewer
        Set-RoleHierarchy editor @() -WhatIf
        (Get-Role editor).InheritsFrom | Should -Be base, viewer
        (Set-RoleHierarchy -Role editor -InheritsFrom @()).InheritsFrom | Should -BeNullOrEmpty
    }

    It 'refuses a cycle and names it' {
        $null = New-Role a
        $null = New-Role b -InheritsFrom a
        { Set-RoleHierarchy a b -ErrorAction Stop } | Should -Throw -ErrorId 'RoleCycle,EnterpriseSecurity.Commands.AccessControl.SetRoleHierarchyCommand' -ExpectedMessage '*a -> b -> a*'
        { Set-RoleHierarchy absent a -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.SetRoleHierarchyCommand'
    }
}
