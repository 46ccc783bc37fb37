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

Describe 'Restore-ProtectedSecretVersion' {
    It 'brings an older value back as a new version' {
        $null = Protect-Secret db 'one'
        $null = Update-ProtectedSecret db 'two'
        Restore-ProtectedSecretVersion db 1 -WhatIf
        (Restore-ProtectedSecretVersion db 1).Version | Should -Be 3
        Unprotect-Secret db -AsPlainText | Should -Be one
        { Restore-ProtectedSecretVersion db 9 -ErrorAction Stop } | Should -Throw -ErrorId 'SecretVersionNotFound,EnterpriseSecurity.Commands.Secrets.RestoreProtectedSecretVersionCommand'
    }
}
