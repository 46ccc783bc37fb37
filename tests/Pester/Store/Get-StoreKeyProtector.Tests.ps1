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

Describe 'Get-StoreKeyProtector' {
    It 'lists the protectors of the connected store and of one in a folder' {
        $listed = Get-StoreKeyProtector
        $listed.Kind | Should -Be KeyFile
        (Get-StoreKeyProtector (Join-Path $folder store)).Id | Should -Be $listed.Id
    }
}
