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

Describe 'Write-SecurityAudit' {
    It 'writes an entry, by parameter and from the pipeline' {
        Write-SecurityAudit deployed web -Result denied -UserId ann -IpAddress 192.0.2.7 -Metadata @{ build = 17 }
        'a', 'b' | Write-SecurityAudit piped
        Write-SecurityAudit never x -WhatIf
        $entry = Get-SecurityAudit deployed
        $entry.Result, $entry.User, $entry.IpAddress, $entry.Metadata['build'] | Should -Be denied, ann, 192.0.2.7, 17
        (Get-SecurityAudit piped).Resource | Should -Be a, b
        Get-SecurityAudit never | Should -BeNullOrEmpty
    }

    It 'writes lists as PowerShell writes them' {
        Write-SecurityAudit listed x -Metadata @{ hosts = 'a', 'b'; ports = 22, 80 }
        $entry = Get-SecurityAudit listed
        $entry.Metadata['hosts'], $entry.Metadata['ports'] | Should -Be 'a b', '22 80'
    }
}
