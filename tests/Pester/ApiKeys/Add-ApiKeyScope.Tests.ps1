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

Describe 'Add-ApiKeyScope' {
    It 'adds scopes' {
        $key = New-ApiKey ci read
        (Add-ApiKeyScope $key.Id write, read).Scopes | Should -Be read, write
        ($key | Add-ApiKeyScope -Scope 'docs:*').Scopes | Should -Contain 'docs:*'
        Test-ApiKey $key.Key -RequiredScope docs:read | Should -BeTrue
    }

    It 'changes nothing with -WhatIf' {
        $key = New-ApiKey what-if read
        Add-ApiKeyScope $key.Id write -WhatIf
        (Get-ApiKey -Id $key.Id).Scopes | Should -Be read
    }

    It 'has errors of its own' {
        $key = New-ApiKey bad
        { Add-ApiKeyScope $key.Id 'a b' -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionInvalid,EnterpriseSecurity.Commands.ApiKeys.AddApiKeyScopeCommand'
        { Add-ApiKeyScope none x -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.AddApiKeyScopeCommand'
    }
}
