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

Describe 'Get-SecurityAudit' {
    It 'filters by action, user, resource, result and time' {
        $null = Protect-Secret one 'value'
        Unprotect-Secret none -ErrorAction SilentlyContinue
        (Get-SecurityAudit secret_encrypted).Resource | Should -Be one
        (Get-SecurityAudit -Result failure).Resource | Should -Be none
        (Get-SecurityAudit -Resource on*).Action | Should -Be secret_encrypted
        Get-SecurityAudit -UserId nobody-of-that-name | Should -BeNullOrEmpty
        Get-SecurityAudit -After (Get-Date).AddMinutes(5) | Should -BeNullOrEmpty
        @(Get-SecurityAudit -Before (Get-Date).AddMinutes(5)).Count | Should -BeGreaterThan 2
        (Get-SecurityAudit).IsAuthentic | Should -Not -Contain $false
    }
}
