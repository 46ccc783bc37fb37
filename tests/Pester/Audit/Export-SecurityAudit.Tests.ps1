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

Describe 'Export-SecurityAudit' {
    It 'writes JSON and CSV that PowerShell reads' {
        Write-SecurityAudit test '=1+1, "quoted"'
        $json = (Export-SecurityAudit (Join-Path $folder audit.json)).FullName
        (Get-Content $json -Raw | ConvertFrom-Json | Where-Object action -EQ test).resource | Should -Be '=1+1, "quoted"'
        $csv = (Export-SecurityAudit (Join-Path $folder audit.csv) -Action test).FullName
        (Import-Csv $csv).resource | Should -Be "'=1+1, `"quoted`""
        { Export-SecurityAudit $csv -ErrorAction Stop } | Should -Throw -ErrorId 'ExportExists,EnterpriseSecurity.Commands.Audit.ExportSecurityAuditCommand'
        Export-SecurityAudit (Join-Path $folder none.json) -WhatIf
        Join-Path $folder none.json | Should -Not -Exist
    }
}
