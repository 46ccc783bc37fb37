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

Describe 'Test-ApiKeyRateLimit' {
    It 'tells what is left and counts nothing' {
        $key = New-ApiKey ci -RateLimit 1 -RatePeriod 1h
        $key | Test-ApiKeyRateLimit | Should -BeTrue
        (Test-ApiKeyRateLimit $key.Id -Detailed).Remaining | Should -Be 1
        $null = Test-ApiKey $key.Key
        Test-ApiKeyRateLimit $key.Id | Should -BeFalse
        (Test-ApiKeyRateLimit $key.Id -Detailed).RetryAfter.TotalMinutes | Should -BeGreaterThan 59
    }

    It 'has an error for an unknown id' {
        { Test-ApiKeyRateLimit none -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.TestApiKeyRateLimitCommand'
    }
}
