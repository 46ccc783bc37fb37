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

Describe 'Export-RoleDefinition' {
    It 'writes JSON and YAML, and never over a file' {
        $json = Export-RoleDefinition (Join-Path $folder roles.json)
        (Get-Content -Raw $json | ConvertFrom-Json).roles.name | Should -Be editor, viewer
        $yaml = Export-RoleDefinition (Join-Path $folder roles.yaml) viewer
        Get-Content -Raw $yaml | Should -Be "version: 1`nroles:`n  - name: `"viewer`"`n    permissions:`n      - `"read`"`n"
        { Export-RoleDefinition $json -ErrorAction Stop } | Should -Throw -ErrorId 'ExportExists,EnterpriseSecurity.Commands.AccessControl.ExportRoleDefinitionCommand'
        (Export-RoleDefinition $json viewer -Force).FullName | Should -Be $json.FullName
        (Get-Content -Raw $json | ConvertFrom-Json).roles.name | Should -Be viewer
        { Export-RoleDefinition (Join-Path $folder roles.txt) -ErrorAction Stop } | Should -Throw -ErrorId 'RoleFileFormatUnknown,EnterpriseSecurity.Commands.AccessControl.ExportRoleDefinitionCommand'
        { Export-RoleDefinition (Join-Path $folder new.json) absent -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.ExportRoleDefinitionCommand'
    }

    It 'writes nothing with -WhatIf' {
        Export-RoleDefinition (Join-Path $folder never.json) -WhatIf
        Join-Path $folder never.json | Should -Not -Exist
    }
}
