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

Describe 'Reset-ApiKeyRateLimit' {
    BeforeEach {
        $script:key = New-ApiKey ci -RateLimit 1
        $null = Test-ApiKey $key.Key
    }

    It 'gives the limit back, to one key or to all' {
        $key | Reset-ApiKeyRateLimit
        Test-ApiKey $key.Key | Should -BeTrue
        Reset-ApiKeyRateLimit -All
        Test-ApiKeyRateLimit $key.Id | Should -BeTrue
    }

    It 'changes nothing with -WhatIf' {
        Reset-ApiKeyRateLimit $key.Id -WhatIf
        Reset-ApiKeyRateLimit -All -WhatIf
        Test-ApiKeyRateLimit $key.Id | Should -BeFalse
    }

    It 'has an error for an unknown id' {
        { Reset-ApiKeyRateLimit none -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.ResetApiKeyRateLimitCommand'
    }
}
