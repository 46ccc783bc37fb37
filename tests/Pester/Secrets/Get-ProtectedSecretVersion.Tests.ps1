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

Describe 'Get-ProtectedSecretVersion' {
    It 'lists the newest first' {
        $null = Protect-Secret db 'one'
        $null = Update-ProtectedSecret db 'two'
        $versions = Get-ProtectedSecretVersion db
        $versions.Version | Should -Be 2, 1
        $versions.IsCurrent | Should -Be $true, $false
    }
}
