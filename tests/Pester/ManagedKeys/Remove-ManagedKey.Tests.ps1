BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.ManagedKeys.RemoveManagedKeyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Remove-ManagedKey' {
    It 'destroys revoked keys only, and with -WhatIf nothing' {
        $made = New-ManagedKey a Hmac
        { Remove-ManagedKey a -Force -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyMoveForbidden,$id"
        Revoke-ManagedKey a -Force
        Remove-ManagedKey a -WhatIf
        (Get-ManagedKey a).State | Should -Be Revoked
        $made | Remove-ManagedKey -Force
        (Get-ManagedKey -State Destroyed).Id | Should -Be $made.Id
        (Test-ManagedKey -Id $made.Id -Detailed).Reason | Should -Be Destroyed
        (New-ManagedKey a Hmac).Version | Should -Be 1
        (Test-SecurityStore) | Should -BeTrue
    }

    It 'says what is wrong' {
        { 'nothing' | Remove-ManagedKey -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyNotFound,$id"
    }
}
