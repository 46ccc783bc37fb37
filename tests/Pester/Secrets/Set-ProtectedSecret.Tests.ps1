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

Describe 'Set-ProtectedSecret' {
    It 'changes name, tags and end, and nothing with -WhatIf' {
        $null = Protect-Secret db 'value' -ExpiresIn 5d
        $null = Protect-Secret other 'value'
        Set-ProtectedSecret db -NewName never -WhatIf
        $set = Set-ProtectedSecret db -NewName database -Tag @{ a = 'b' } -NeverExpires
        $set.Name, $set.Tags['a'], $set.ExpiresAt | Should -Be database, b, $null
        Unprotect-Secret database -AsPlainText | Should -Be value
        { Set-ProtectedSecret database -NewName OTHER -ErrorAction Stop } | Should -Throw -ErrorId 'SecretExists,EnterpriseSecurity.Commands.Secrets.SetProtectedSecretCommand'
    }

    It 'refuses two ends, or one and none' {
        $null = Protect-Secret ends 'value'
        { Set-ProtectedSecret ends -ExpiresIn 1d -ExpiresAt '2099-01-01' } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.Secrets.SetProtectedSecretCommand'
        { Set-ProtectedSecret ends -NeverExpires -ExpiresIn 1d } | Should -Throw -ErrorId 'ParametersConflict,*'
        { Set-ProtectedSecret ends -NeverExpires -ExpiresAt '2099-01-01' } | Should -Throw -ErrorId 'ParametersConflict,*'
        (Get-ProtectedSecret ends).ExpiresAt | Should -BeNullOrEmpty
    }
}
