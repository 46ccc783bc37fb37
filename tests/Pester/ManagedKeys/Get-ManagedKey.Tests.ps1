BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.ManagedKeys.GetManagedKeyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-ManagedKey' {
    It 'lists by name, wildcard, id, state and tag, without material' {
        $a = New-ManagedKey alpha Hmac -Tag @{ team = 'x' }
        $null = New-ManagedKey beta ApiToken
        (Get-ManagedKey).Name | Should -Be 'alpha', 'beta'
        (Get-ManagedKey ALPHA).Id | Should -Be $a.Id
        ('al*', 'beta' | Get-ManagedKey).Name | Should -Be 'alpha', 'beta'
        (Get-ManagedKey -Id $a.Id).Name | Should -Be alpha
        ([pscustomobject]@{ Name = 'beta' } | Get-ManagedKey).Type | Should -Be ApiToken
        (Get-ManagedKey -Tag @{ team = 'x' }).Name | Should -Be alpha
        Get-ManagedKey -State Revoked | Should -BeNullOrEmpty
        $value = Export-ManagedKey alpha -AsPlainText
        (Get-ManagedKey alpha | ConvertTo-Json -Depth 5) | Should -Not -Match ([regex]::Escape($value))
    }

    It 'takes a name with brackets as it is' {
        $first = New-ManagedKey 'app[1]' Hmac
        $null = Start-KeyRotation ManagedKey 'app[1]' -Overlap 1d
        $present = Get-ManagedKey 'app[1]'
        @($present).Count, $present.Version | Should -Be 1, 2
        (Get-ManagedKey 'app[1]*').Id | Should -Contain $first.Id
        { Get-ManagedKey 'app[2]' -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyNotFound,$id"
    }

    It 'says what is wrong, and completes' {
        { Get-ManagedKey nothing -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyNotFound,$id"
        (TabExpansion2 'Get-ManagedKey al').CompletionMatches.CompletionText | Should -Be alpha
    }
}
