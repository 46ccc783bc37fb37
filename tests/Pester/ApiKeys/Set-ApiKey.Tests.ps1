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

Describe 'Set-ApiKey' {
    It 'changes what it is told and nothing else' {
        $key = New-ApiKey ci read -RateLimit 5
        $changed = $key | Set-ApiKey -NewName renamed -Scope write -NoRateLimit -Tag @{ a = 1 } -ExpiresIn 1d
        ($changed.Name, $changed.RateLimit, $changed.Tags['a']) | Should -Be @('renamed', $null, '1')
        (Set-ApiKey $key.Id -NeverExpires).ExpiresAt | Should -BeNullOrEmpty
        (Set-ApiKey $key.Id -Disable).State | Should -Be Disabled
        Test-ApiKey $key.Key | Should -BeFalse
        (Set-ApiKey $key.Id -Enable).Enabled | Should -BeTrue
        Test-ApiKey $key.Key -RequiredScope write | Should -BeTrue
    }

    It 'takes limits away, and a beginning in the future' {
        $key = New-ApiKey limited read -Burst 5 -Quota 10 -QuotaPeriod 1d -NotBefore ([datetime]::UtcNow.AddDays(1))
        Test-ApiKey $key.Key | Should -BeFalse
        $changed = $key | Set-ApiKey -NoBurst -NoQuota -NoNotBefore
        $changed.Burst, $changed.Quota, $changed.QuotaPeriod, $changed.NotBefore | Should -Be @($null, $null, $null, $null)
        Test-ApiKey $key.Key | Should -BeTrue
        { $key | Set-ApiKey -NoBurst -Burst 2 } | Should -Throw -ErrorId 'ParametersConflict,*'
        { $key | Set-ApiKey -NoQuota -QuotaPeriod 1d } | Should -Throw -ErrorId 'ParametersConflict,*'
    }

    It 'changes nothing with -WhatIf' {
        $key = New-ApiKey what-if
        Set-ApiKey $key.Id -Disable -WhatIf | Should -BeNullOrEmpty
        (Get-ApiKey -Id $key.Id).State | Should -Be Active
    }

    It 'has errors of its own' {
        $key = New-ApiKey revoked
        Revoke-ApiKey $key.Id -Force
        { Set-ApiKey $key.Id -Enable -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyIsRevoked,EnterpriseSecurity.Commands.ApiKeys.SetApiKeyCommand'
        { Set-ApiKey none -Enable -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.SetApiKeyCommand'
        { Set-ApiKey $key.Id -Enable -Disable } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.ApiKeys.SetApiKeyCommand'
        { Set-ApiKey $key.Id -ExpiresIn 1d -ExpiresAt '2100-01-01' } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.ApiKeys.SetApiKeyCommand'
    }
}
