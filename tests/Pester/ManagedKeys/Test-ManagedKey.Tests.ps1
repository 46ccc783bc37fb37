BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.ManagedKeys.TestManagedKeyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Test-ManagedKey' {
    It 'checks state, scope and value, and counts' {
        $made = New-ManagedKey api ApiToken -Scope ReadWrite
        $value = Export-ManagedKey api -AsPlainText
        Test-ManagedKey api -Value $value -RequiredScope Write | Should -BeTrue
        $made | Test-ManagedKey -Value (ConvertTo-SuiteSecret $value) | Should -BeTrue
        'api' | Test-ManagedKey | Should -BeTrue
        (Get-ManagedKey api).UsageCount | Should -Be 4
        foreach ($other in 'abc', '!', "$($value)A") { (Test-ManagedKey api -Value $other -Detailed).Reason | Should -Be WrongValue }
        (Test-ManagedKey api -RequiredScope Admin -Detailed).Reason | Should -Be ScopeInsufficient
        (Test-ManagedKey other -Detailed).Reason | Should -Be NotFound
        Revoke-ManagedKey api -Force
        Test-ManagedKey api | Should -BeFalse
        @(Get-SecurityAudit -Action key_used -Result denied).Count | Should -Be 6
    }

    It 'needs a store' {
        Disconnect-SecurityStore
        { Test-ManagedKey api } | Should -Throw -ErrorId "StoreNotConnected,$id"
        Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    }
}
