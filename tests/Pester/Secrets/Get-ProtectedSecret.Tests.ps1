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

Describe 'Get-ProtectedSecret' {
    It 'lists by name, wildcard, tag and end, and never a value' {
        $null = Protect-Secret prod-db 'needle' -Tag @{ env = 'prod' } -ExpiresIn 5d
        $null = Protect-Secret test-db 'needle' -Tag @{ env = 'test' }
        (Get-ProtectedSecret).Name | Should -Be prod-db, test-db
        (Get-ProtectedSecret PROD-db).Name | Should -Be prod-db
        (Get-ProtectedSecret *-db -Tag @{ env = 'test' }).Name | Should -Be test-db
        (Get-ProtectedSecret -ExpiresWithin 7d).Name | Should -Be prod-db
        Get-ProtectedSecret -ExpiresWithin 1d | Should -BeNullOrEmpty
        Get-ProtectedSecret | ConvertTo-Json | Should -Not -Match needle
        { Get-ProtectedSecret none -ErrorAction Stop } | Should -Throw -ErrorId 'SecretNotFound,EnterpriseSecurity.Commands.Secrets.GetProtectedSecretCommand'
    }
}
