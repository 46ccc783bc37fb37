BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-CertAuthority Root
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Revoke-Cert' {
    It 'revokes by name, serial number, file and object' {
        $made = foreach ($name in 'a', 'b', 'c', 'd') { New-CertRequest "$name.example.com" | Approve-CertRequest -Authority Root -AllowedDns example.com }
        (Revoke-Cert a.example.com -Reason KeyCompromise -Force -PassThru).RevocationReason | Should -Be KeyCompromise
        Revoke-Cert -Authority Root -SerialNumber $made[1].SerialNumber.ToLower() -Force
        Revoke-Cert -Path $made[2].CertificatePath -Force
        $made[3] | Revoke-Cert -Force | Should -BeNullOrEmpty
        $list = Export-CertRevocationList Root (Join-Path $folder root.crl)
        if (Get-Command openssl -ErrorAction Ignore) {
            $root = Join-Path $folder store certs Root.crt
            foreach ($one in $made) { openssl verify -crl_check -CAfile $root -CRLfile $list.FullName $one.CertificatePath 2>&1 | Out-String | Should -Match 'certificate revoked' }
        }
        (Get-SecurityAudit -Action certificate_revoked -Result success) | Should -HaveCount 4
    }

    It 'asks, and revokes nothing with -WhatIf' {
        $one = New-CertRequest still.example.com | Approve-CertRequest -Authority Root -AllowedDns example.com
        Revoke-Cert still.example.com -WhatIf
        Revoke-Cert still.example.com -Force -WhatIf
        (Revoke-Cert still.example.com -Force -PassThru).SerialNumber | Should -Be $one.SerialNumber
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a name that is not there'; With = @{ Name = 'none' }; Id = 'CertificateNotFound' }
        @{ Case = 'one that is revoked'; With = @{ Name = 'a.example.com' }; Id = 'CertificateRevokedAlready' }
        @{ Case = 'one that signed itself'; With = @{ Name = 'Root' }; Id = 'CertificateNotIssuedHere' }
        @{ Case = 'an unknown serial number'; With = @{ Authority = 'Root'; SerialNumber = '00:ff' }; Id = 'CertificateSerialNotFound' }
        @{ Case = 'a reason that is none'; With = @{ Name = 'a.example.com'; Reason = 'RemoveFromCrl' }; Id = 'CertificateRevocationReasonInvalid' }
    ) {
        { Revoke-Cert @With -Force -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.RevokeCertCommand"
    }

    It 'offers names' {
        $line = 'Revoke-Cert a.ex'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be a.example.com
    }
}
