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

Describe 'Add-StoreKeyProtector' {
    It 'adds a passphrase, and replaces it in one step' {
        $added = Add-StoreKeyProtector -Passphrase (ConvertTo-SuiteSecret one)
        $changed = Add-StoreKeyProtector -Passphrase (ConvertTo-SuiteSecret two) -Replace $added.Id
        (Get-StoreKeyProtector).Id | Should -Contain $changed.Id
        (Get-StoreKeyProtector).Id | Should -Not -Contain $added.Id
        Disconnect-SecurityStore
        { Connect-SecurityStore (Join-Path $folder store) -Passphrase (ConvertTo-SuiteSecret one) } | Should -Throw
        (Connect-SecurityStore (Join-Path $folder store) -Passphrase (ConvertTo-SuiteSecret two)).Path | Should -Exist
    }

    It 'adds nothing with -WhatIf' {
        $before = @(Get-StoreKeyProtector).Count
        Add-StoreKeyProtector -Passphrase (ConvertTo-SuiteSecret three) -WhatIf
        @(Get-StoreKeyProtector).Count | Should -Be $before
    }

    It 'refuses a scheme that cannot be' {
        { Add-StoreKeyProtector -RecoveryShare 6 -Of 5 -ErrorAction Stop } |
            Should -Throw -ErrorId 'RecoveryThresholdInvalid,EnterpriseSecurity.Commands.Store.AddStoreKeyProtectorCommand'
    }

    It 'shows no share in the text of its result' {
        $set = Add-StoreKeyProtector -RecoveryShare 2 -Of 2
        "$set" | Should -Not -Match 'es-share'
    }
}
