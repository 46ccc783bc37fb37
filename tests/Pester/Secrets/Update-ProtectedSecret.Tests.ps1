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

Describe 'Update-ProtectedSecret' {
    It 'makes a new version, by name, by id and from the pipeline' {
        $made = Protect-Secret db 'one'
        (Update-ProtectedSecret db 'never' -WhatIf) | Should -BeNullOrEmpty
        (Update-ProtectedSecret db 'two').Version | Should -Be 2
        (Update-ProtectedSecret -Id $made.Id -Value 'three').RotationCount | Should -Be 2
        ([pscustomobject]@{ Name = 'db'; Value = 'four' } | Update-ProtectedSecret).Version | Should -Be 4
        Unprotect-Secret db -AsPlainText | Should -Be four
        ($made | Update-ProtectedSecret -Value 'five').Id | Should -Be $made.Id
        Remove-ProtectedSecret db -Force
        $newer = Protect-Secret db 'newer'
        { $made | Update-ProtectedSecret -Value 'six' -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,*'
        (Get-ProtectedSecret db).Version | Should -Be $newer.Version
        { Update-ProtectedSecret none 'x' -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,EnterpriseSecurity.Commands.Secrets.UpdateProtectedSecretCommand'
    }
}
