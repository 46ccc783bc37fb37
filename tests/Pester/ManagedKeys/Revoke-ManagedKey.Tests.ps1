BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.ManagedKeys.RevokeManagedKeyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Revoke-ManagedKey' {
    It 'revokes by parameter, piped and by property name, and with -WhatIf nothing' {
        $null = 'a', 'b', 'c' | New-ManagedKey -Type Hmac
        Revoke-ManagedKey a -WhatIf
        Revoke-ManagedKey a -Force -WhatIf
        (Get-ManagedKey a).State | Should -Be Active
        $revoked = Revoke-ManagedKey a -Reason 'leaked' -Force -PassThru
        $revoked.State, $revoked.RevocationReason | Should -Be 'Revoked', 'leaked'
        'b' | Revoke-ManagedKey -Confirm:$false
        Get-ManagedKey c | Revoke-ManagedKey -Force
        @(Get-ManagedKey -State Revoked).Count | Should -Be 3
    }

    It 'says what is wrong, and goes on' {
        { Revoke-ManagedKey a -Force -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyMoveForbidden,$id"
        { Revoke-ManagedKey nothing -Force -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyNotFound,$id"
        $null = New-ManagedKey d Hmac
        { Revoke-ManagedKey d -Reason "a`nb" -Force -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyReasonInvalid,$id"
        Revoke-ManagedKey nothing, d -Force -ErrorAction SilentlyContinue
        (Get-ManagedKey d).State | Should -Be Revoked
    }
}
