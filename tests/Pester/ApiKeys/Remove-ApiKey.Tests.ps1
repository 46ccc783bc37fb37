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

Describe 'Remove-ApiKey' {
    It 'takes keys away' {
        $keys = 'a', 'b' | New-ApiKey
        $keys | Remove-ApiKey -Force
        Get-ApiKey | Should -BeNullOrEmpty
        Test-ApiKey $keys[0].Key | Should -BeFalse
    }

    It 'changes nothing with -WhatIf' {
        $key = New-ApiKey what-if
        Remove-ApiKey $key.Id -WhatIf
        Get-ApiKey -Id $key.Id | Should -Not -BeNullOrEmpty
    }

    It 'has an error for an unknown id' {
        { Remove-ApiKey none -Force -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.RemoveApiKeyCommand'
    }
}
