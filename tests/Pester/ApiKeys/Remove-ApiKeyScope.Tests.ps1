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

Describe 'Remove-ApiKeyScope' {
    It 'takes scopes away' {
        $key = New-ApiKey ci read, write
        (Remove-ApiKeyScope $key.Id WRITE, none -Force).Scopes | Should -Be read
        Test-ApiKey $key.Key -RequiredScope write | Should -BeFalse
    }

    It 'changes nothing with -WhatIf' {
        $key = New-ApiKey what-if read
        Remove-ApiKeyScope $key.Id read -WhatIf
        (Get-ApiKey -Id $key.Id).Scopes | Should -Be read
    }

    It 'has an error for an unknown id' {
        { Remove-ApiKeyScope none x -Force -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.RemoveApiKeyScopeCommand'
    }
}
