BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.ManagedKeys.EnableManagedKeyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Enable-ManagedKey' {
    It 'brings pending keys into use, by parameter, piped and by property name, and with -WhatIf none' {
        'a', 'b', 'c' | New-ManagedKey -Type Hmac -Pending | ForEach-Object { $_.State | Should -Be Pending }
        Enable-ManagedKey a -WhatIf
        (Get-ManagedKey a).State | Should -Be Pending
        (Enable-ManagedKey a -PassThru).State | Should -Be Active
        'b' | Enable-ManagedKey
        Get-ManagedKey c | Enable-ManagedKey
        (Get-ManagedKey b).State, (Get-ManagedKey c).State | Should -Be 'Active', 'Active'
        @(Get-SecurityAudit -Action key_activated -Result success).Count | Should -Be 3
        (TabExpansion2 'Enable-ManagedKey a').CompletionMatches.CompletionText | Should -Be a
    }

    It 'says what is wrong, and goes on' {
        { Enable-ManagedKey nothing -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyNotFound,$id"
        { Enable-ManagedKey a -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyMoveForbidden,$id"
        Revoke-ManagedKey a -Force
        { Enable-ManagedKey a -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyMoveForbidden,$id"
        $null = New-ManagedKey d Hmac -Pending
        Enable-ManagedKey nothing, d -ErrorAction SilentlyContinue
        (Get-ManagedKey d).State | Should -Be Active
    }
}
