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

Describe 'Get-SecurityStore' {
    It 'shows the connected store, which other cmdlets take as -Store' {
        $store = Get-SecurityStore
        $store.Path | Should -Be (Join-Path $folder store)
        (Get-SecurityStatus -Store $store.Store).StoreId | Should -Be $store.Id
    }
}
