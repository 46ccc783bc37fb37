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

Describe 'Remove-ProtectedSecret' {
    It 'removes, brings back, and destroys' {
        $null = Protect-Secret db 'one'
        Remove-ProtectedSecret db -WhatIf
        Remove-ProtectedSecret db -WhatIf -Force
        Unprotect-Secret db -AsPlainText | Should -Be one
        Get-ProtectedSecret db | Remove-ProtectedSecret -Confirm:$false
        Get-ProtectedSecret | Should -BeNullOrEmpty
        (Get-ProtectedSecret -Deleted).Name | Should -Be db
        (Remove-ProtectedSecret db -Undo -Confirm:$false).Name | Should -Be db
        Unprotect-Secret db -AsPlainText | Should -Be one
        Remove-ProtectedSecret db -Permanent -Force
        { Remove-ProtectedSecret db -Undo -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,EnterpriseSecurity.Commands.Secrets.RemoveProtectedSecretCommand'
        { Remove-ProtectedSecret db -Undo -Permanent } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.Secrets.RemoveProtectedSecretCommand'
    }

    It 'takes the removed secret that was piped, and not a newer one of its name' {
        $null = Protect-Secret twin 'old'
        Remove-ProtectedSecret twin -Force
        $null = Protect-Secret twin 'new'
        Get-ProtectedSecret -Deleted | Remove-ProtectedSecret -Permanent -Force
        Unprotect-Secret twin -AsPlainText | Should -Be new
        Get-ProtectedSecret -Deleted | Should -BeNullOrEmpty

        Remove-ProtectedSecret twin -Force
        $removed = Get-ProtectedSecret -Deleted
        $null = Protect-Secret twin 'newest'
        { $removed | Unprotect-Secret -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,*'
        { $removed | Set-ProtectedSecret -Tag @{ a = 'b' } -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,*'
        { $removed | Get-ProtectedSecretVersion -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,*'
        { $removed | Restore-ProtectedSecretVersion -Version 1 -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,*'
        [pscustomobject]@{ Name = 'twin' } | Unprotect-Secret -AsPlainText | Should -Be newest
        Remove-ProtectedSecret twin -Force
        ($removed | Remove-ProtectedSecret -Undo -Force).Id | Should -Be $removed.Id
        Unprotect-Secret twin -AsPlainText | Should -Be new
    }
}
