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

Describe 'Remove-StoreKeyProtector' {
    It 'removes by id and from the pipeline, and keeps the last one' {
        $added = Add-StoreKeyProtector -Passphrase (ConvertTo-SuiteSecret one)
        Remove-StoreKeyProtector $added.Id -WhatIf
        (Get-StoreKeyProtector).Id | Should -Contain $added.Id
        $added | Remove-StoreKeyProtector -Confirm:$false
        (Get-StoreKeyProtector).Id | Should -Not -Contain $added.Id
        { Get-StoreKeyProtector | Remove-StoreKeyProtector -Confirm:$false -ErrorAction Stop } |
            Should -Throw -ErrorId 'ProtectorIsLast,EnterpriseSecurity.Commands.Store.RemoveStoreKeyProtectorCommand'
    }
}
