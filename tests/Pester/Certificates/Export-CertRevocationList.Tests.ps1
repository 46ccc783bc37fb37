BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-CertAuthority Root
    $null = New-SelfSignedCert leaf.example
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Export-CertRevocationList' {
    It 'writes lists with growing numbers, PEM and DER' {
        $pem = Export-CertRevocationList Root (Join-Path $folder root.crl)
        $der = Export-CertRevocationList -Authority root -Path (Join-Path $folder root.der) -Format Der -NextUpdate 30d
        if (Get-Command openssl -ErrorAction Ignore) {
            openssl crl -in $pem.FullName -noout -crlnumber | Should -Match '^crlNumber=(0x)?0?1$'
            openssl crl -in $der.FullName -inform DER -noout -crlnumber | Should -Match '^crlNumber=(0x)?0?2$'
            openssl crl -in $pem.FullName -noout -CAfile (Join-Path $folder store certs Root.crt) 2>&1 | Should -Be 'verify OK'
        }
        if (-not $IsWindows) { "$([IO.File]::GetUnixFileMode($pem.FullName))" | Should -Be 'OtherRead, GroupRead, UserWrite, UserRead' }
        (Get-SecurityAudit -Action certificate_crl_issued) | Should -HaveCount 2
    }

    It 'takes the authority from the pipeline, and replaces with -Force only' {
        { 'Root' | Export-CertRevocationList -Path (Join-Path $folder root.crl) -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateFileExists,*'
        'Root' | Export-CertRevocationList -Path (Join-Path $folder root.crl) -Force | Should -Exist
    }

    It 'writes nothing with -WhatIf' {
        Export-CertRevocationList Root (Join-Path $folder never.crl) -WhatIf
        Join-Path $folder never.crl | Should -Not -Exist
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'an authority that is not there'; With = @{ Authority = 'none' }; Id = 'CertificateNotFound' }
        @{ Case = 'what is no authority'; With = @{ Authority = 'leaf.example' }; Id = 'CertificateNotAuthority' }
        @{ Case = 'a list of no time'; With = @{ Authority = 'Root'; NextUpdate = '0s' }; Id = 'CertificateRevocationListLifetimeInvalid' }
    ) {
        { Export-CertRevocationList @With -Path (Join-Path $folder x.crl) -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.ExportCertRevocationListCommand"
    }
}
