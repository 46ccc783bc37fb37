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

Describe 'New-ApiKey' {
    It 'makes a key that is accepted, by parameter and piped' {
        $key = New-ApiKey ci read, 'docs:*' -UserId ada -ExpiresIn 90d -RateLimit 50 -RatePeriod 1m -Tag @{ env = 'prod' }
        $key.Key | Should -Match '^esk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$'
        ($key.Name, $key.UserId, $key.RateLimit, $key.Enabled, $key.LastUsedAt) | Should -Be @('ci', 'ada', 50, $true, $null)
        $key.Scopes | Should -Be 'docs:*', 'read'
        ($key.ExpiresAt - $key.CreatedAt).TotalDays | Should -Be 90
        $key | Test-ApiKey | Should -BeTrue
        @('a', 'b' | New-ApiKey | Test-ApiKey) | Should -Be $true, $true
        @([pscustomobject]@{ Name = 'by-name'; Scopes = 'x'; UserId = 'eve' } | New-ApiKey)[0].UserId | Should -Be eve
    }

    It 'limits a key to 1,000 requests an hour unless told otherwise' {
        (New-ApiKey default).RateLimit | Should -Be 1000
        (New-ApiKey free -NoRateLimit).RateLimit | Should -BeNullOrEmpty
    }

    It 'makes many, numbered' {
        $keys = @(New-ApiKey batch -Count 501)
        $keys.Count | Should -Be 501
        @($keys.Key | Select-Object -Unique).Count | Should -Be 501
        $keys[500].Name | Should -Be 'batch-501'
    }

    It 'shows the key in no view' {
        $key = New-ApiKey shown
        "$key" | Should -Not -Match ([regex]::Escape($key.Key))
        $key | Out-String | Should -Not -Match ([regex]::Escape($key.Key))
    }

    It 'makes nothing with -WhatIf' {
        $before = @(Get-ApiKey).Count
        New-ApiKey what-if -WhatIf | Should -BeNullOrEmpty
        @(Get-ApiKey).Count | Should -Be $before
    }

    It 'has an error of its own for <Case>' -ForEach @(
        @{ Case = 'a bad scope'; Splat = @{ Scope = 'a b' }; Id = 'PermissionInvalid' }
        @{ Case = 'a bad network'; Splat = @{ AllowedNetwork = '10.0.0.1/8' }; Id = 'ApiKeyNetworkInvalid' }
        @{ Case = 'a limit of nothing'; Splat = @{ RateLimit = 0 }; Id = 'ApiKeyLimitInvalid' }
        @{ Case = 'an end in the past'; Splat = @{ ExpiresAt = [datetime]'2001-01-01' }; Id = 'ExpiryInvalid' }
        @{ Case = 'a bad prefix'; Splat = @{ Prefix = 'a_b' }; Id = 'ApiKeyPrefixInvalid' }
        @{ Case = 'a limit and none'; Splat = @{ RateLimit = 1; NoRateLimit = $true }; Id = 'ParametersConflict' }
        @{ Case = 'two ends'; Splat = @{ ExpiresIn = '1d'; ExpiresAt = [datetime]'2100-01-01' }; Id = 'ParametersConflict' }
    ) {
        { New-ApiKey x @Splat -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.ApiKeys.NewApiKeyCommand"
    }
}
