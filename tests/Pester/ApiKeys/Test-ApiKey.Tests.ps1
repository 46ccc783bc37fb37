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

Describe 'Test-ApiKey' {
    It 'writes one true or false, for text, SecureString and bytes' {
        $key = (New-ApiKey ci read).Key
        Test-ApiKey $key | Should -BeTrue
        Test-ApiKey (ConvertTo-SuiteSecret $key) | Should -BeTrue
        Test-ApiKey ([Text.Encoding]::ASCII.GetBytes($key)) | Should -BeTrue
        @($key, 'esk_none', $key | Test-ApiKey) | Should -Be $true, $false, $true
    }

    It 'checks scopes and addresses' {
        $key = (New-ApiKey bound read, 'docs:*' -AllowedNetwork 10.0.0.0/8).Key
        Test-ApiKey $key -RequiredScope read, docs:write -SourceAddress 10.1.2.3 | Should -BeTrue
        Test-ApiKey $key -RequiredScope write -SourceAddress 10.1.2.3 | Should -BeFalse
        Test-ApiKey $key -AnyScope write, docs:read -SourceAddress 10.1.2.3 | Should -BeTrue
        Test-ApiKey $key -SourceAddress 11.1.2.3 | Should -BeFalse
        (Test-ApiKey $key -Detailed).Refusal | Should -Be AddressNotAllowed
    }

    It 'tells with -Detailed what a service needs' {
        $key = New-ApiKey limited -UserId ada -RateLimit 2 -RatePeriod 1m
        $first = Test-ApiKey $key.Key -Detailed
        ($first.IsValid, $first.Id, $first.UserId, $first.Limit, $first.Remaining) | Should -Be @($true, $key.Id, 'ada', 2, 1)
        $null = Test-ApiKey $key.Key
        $third = Test-ApiKey $key.Key -Detailed
        ($third.IsValid, "$($third.Refusal)", $third.Remaining) | Should -Be @($false, 'RateLimited', 0)
        $third.RetryAfter.TotalSeconds | Should -BeGreaterThan 50
    }

    It 'audits a refusal without the key' {
        $null = Test-ApiKey 'esk_planted_wrong_key'
        $entry = Get-SecurityAudit -Action api_key_validated -Result denied | Select-Object -Last 1
        $entry.Metadata['reason'] | Should -Be Unknown
        ($entry | ConvertTo-Json -Depth 5) | Should -Not -Match planted
    }

    It 'refuses a wildcard that is asked for' {
        { Test-ApiKey 'esk_x' -RequiredScope '*' -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionInvalid,EnterpriseSecurity.Commands.ApiKeys.TestApiKeyCommand'
    }
}
