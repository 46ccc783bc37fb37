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

Describe 'Get-ApiKey' {
    It 'finds by name, owner, tag, state and id' {
        $a = New-ApiKey web-a -UserId ada -Tag @{ env = 'prod' }
        $b = New-ApiKey web-b -UserId eve
        Revoke-ApiKey $b.Id -Force
        (Get-ApiKey web-*).Name | Should -Be web-a, web-b
        (Get-ApiKey -UserId ADA).Id | Should -Be $a.Id
        (Get-ApiKey -Tag @{ env = 'prod' }).Id | Should -Be $a.Id
        (Get-ApiKey -State Revoked).Id | Should -Be $b.Id
        ($b | Get-ApiKey).Name | Should -Be web-b
        $a.Id, $b.Id | Get-ApiKey | Should -HaveCount 2
    }

    It 'tells of the last use and never of the key' {
        $key = New-ApiKey used
        $null = Test-ApiKey $key.Key
        $info = Get-ApiKey used
        $info.UsageCount | Should -Be 1
        $info.LastUsedAt | Should -Not -BeNullOrEmpty
        ($info | ConvertTo-Json -Depth 5) + ($info | Format-List * | Out-String) | Should -Not -Match ([regex]::Escape($key.Key.Substring(17)))
    }

    It 'shows id, scopes and times in a hundred columns' {
        $null = New-ApiKey viewed read:users, read:orders -UserId ada -ExpiresIn 30d
        $lines = (Get-ApiKey viewed | Out-String -Width 100).Trim() -split '\r?\n'
        $lines | Should -HaveCount 3
        $lines[2] | Should -Match '^\w{12} viewed +ada +Active +read:orders read:.* \d{4}-\d\d-\d\d \d\d:\d\d *$'
    }

    It 'has an error for an unknown id, and goes on' {
        $key = New-ApiKey known
        $found = 'none', $key.Id | Get-ApiKey -ErrorAction SilentlyContinue -ErrorVariable failed
        $found.Id | Should -Be $key.Id
        $failed[0].FullyQualifiedErrorId | Should -Be 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.GetApiKeyCommand'
    }

    It 'completes ids as they are typed' {
        $key = New-ApiKey completed
        $line = "Get-ApiKey -Id $($key.Id.Substring(0, 5))"
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Contain $key.Id
    }
}
