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

Describe 'Import-RoleDefinition' {
    BeforeAll {
        $script:file = Join-Path $folder roles.yaml
        Set-Content $file "version: 1`nroles:`n  - name: viewer`n    permissions: [read, list]`n  - name: auditor`n    permissions: ['*:read']"
    }

    It 'prints the difference with -WhatIf and changes nothing' {
        $difference = Import-RoleDefinition $file -WhatIf
        $difference.Name | Should -Be auditor, viewer
        $difference.Change | Should -Be Added, Changed
        $difference[1].Difference | Should -Be '+ permission list'
        (Import-RoleDefinition $file -Replace -WhatIf).Change | Should -Be Added, Removed, Changed
        (Get-Role).Name | Should -Be editor, viewer
        $difference | Out-String | Should -Match 'permission list'
    }

    It 'merges, and replaces by force' {
        (Import-RoleDefinition $file).Change | Should -Be Added, Changed
        (Get-Role).Name | Should -Be auditor, editor, viewer
        (Get-Item $file | Import-RoleDefinition -Merge).Change | Should -Be Unchanged, Unchanged
        { Import-RoleDefinition $file -Replace -ErrorAction Stop } | Should -Throw -ErrorId 'RoleInUse,EnterpriseSecurity.Commands.AccessControl.ImportRoleDefinitionCommand'
        (Import-RoleDefinition -LiteralPath $file -Replace -Force).Change | Should -Be Unchanged, Removed, Unchanged
        (Get-Role).Name | Should -Be auditor, viewer
    }

    It 'refuses what cannot be, whole' {
        $bad = Join-Path $folder bad.json
        Set-Content $bad '{"version":1,"roles":[{"name":"fine"},{"name":"x","inheritsFrom":["absent"]}]}'
        { Import-RoleDefinition $bad -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.ImportRoleDefinitionCommand'
        Get-Role fine* | Should -BeNullOrEmpty
        Set-Content $bad '{"version":1,"roles":'
        { Import-RoleDefinition $bad -ErrorAction Stop } | Should -Throw -ErrorId 'RoleFileMalformed,EnterpriseSecurity.Commands.AccessControl.ImportRoleDefinitionCommand'
        { Import-RoleDefinition (Join-Path $folder absent.json) -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,EnterpriseSecurity.Commands.AccessControl.ImportRoleDefinitionCommand'
        { Import-RoleDefinition $file -Merge -Replace } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.AccessControl.ImportRoleDefinitionCommand'
    }
}
