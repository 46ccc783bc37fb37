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

Describe 'Get-ApiKeyUsage' {
    It 'tells how often, how, when and from where' {
        $key = New-ApiKey ci read
        1..3 | ForEach-Object { $null = Test-ApiKey $key.Key -SourceAddress 10.0.0.1 }
        $null = Test-ApiKey $key.Key -RequiredScope write
        $usage = $key | Get-ApiKeyUsage
        ($usage.Accepted, $usage.Refused, $usage.Total, $usage.LastAddress) | Should -Be @(3, 1, 4, '10.0.0.1')
        @($usage.ByDay.Values) | Should -Be 3
        ((Get-ApiKey -Id $key.Id) | Get-ApiKeyUsage).Accepted | Should -Be 3
    }

    It 'has an error for an unknown id' {
        { Get-ApiKeyUsage none -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.GetApiKeyUsageCommand'
    }
}
