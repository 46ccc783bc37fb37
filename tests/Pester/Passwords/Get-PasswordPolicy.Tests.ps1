BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-PasswordPolicy' {
    It 'gives the default policy without a store, and with one that has none' {
        Disconnect-SecurityStore
        $policy = Get-PasswordPolicy
        $policy.MinLength, $policy.MaxRepeatedCharacters, $policy.HistoryCount, $policy.RequireSymbol | Should -Be 8, 3, 24, $true
        $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        Get-PasswordPolicy | Should -Be $policy
        ($policy | Out-String) | Should -Match 'DisallowCommonPasswords : True'
    }

    It 'gives the policy of the connected store, or of the one that is named' {
        $null = Set-PasswordPolicy -MinLength 14
        (Get-PasswordPolicy).MinLength | Should -Be 14
        (Get-PasswordPolicy -Store (Get-SecurityStore).Store).MinLength | Should -Be 14
    }
}
