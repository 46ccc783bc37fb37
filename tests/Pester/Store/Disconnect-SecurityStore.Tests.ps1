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

Describe 'Disconnect-SecurityStore' {
    It 'locks the store, and does nothing without one' {
        Disconnect-SecurityStore
        Disconnect-SecurityStore
        Get-SecurityStore | Should -BeNullOrEmpty
        { Get-SecurityStatus } | Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.Store.GetSecurityStatusCommand'
    }
}
