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

Describe 'Remove-Cert' {
    It 'deletes the files and the record' {
        $made = 'one.example', 'two.example' | New-SelfSignedCert
        $made | Remove-Cert -Force
        $made.CertificatePath + $made.PrivateKeyPath | ForEach-Object { $_ | Should -Not -Exist }
        { Remove-Cert one.example -Force -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateNotFound,EnterpriseSecurity.Commands.Certificates.RemoveCertCommand'
        (Get-SecurityAudit -Action certificate_deleted -Result success) | Should -HaveCount 2
        Test-SecurityStore | Should -BeTrue
    }

    It 'keeps an authority that is in use' {
        $null = New-CertAuthority Root
        $null = New-CertRequest a.example.com | Approve-CertRequest -Authority Root -AllowedDns example.com
        { Remove-Cert Root -Force -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateAuthorityInUse,*'
    }

    It 'deletes nothing with -WhatIf' {
        $one = New-SelfSignedCert still.example
        Remove-Cert still.example -WhatIf
        'still.example' | Remove-Cert -Force -WhatIf
        $one.PrivateKeyPath | Should -Exist
    }
}
