BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Samples.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    New-SampleCertificate $folder
    $script:leaf = Join-Path $folder leaf.crt
    $script:root = Join-Path $folder root.crt
    $script:words = ConvertTo-SuiteSecret 'words'
}

AfterAll { Remove-SuiteFolder $folder }

Describe 'Test-Cert' {
    It 'writes one Boolean' {
        Test-Cert $leaf | Should -BeOfType ([bool])
        Test-Cert $leaf | Should -BeFalse
        Test-Cert $leaf -TrustedRoot $root -HostName example.com | Should -BeTrue
        Test-Cert $leaf -AllowUntrusted | Should -BeTrue
        Get-Item $leaf | Test-Cert -TrustedRoot $root | Should -BeTrue
        Get-PfxCertificate $leaf | Test-Cert -TrustedRoot $root | Should -BeTrue
    }

    It 'finds <Id>' -ForEach @(
        @{ Id = 'PartialChain'; With = @{} }
        @{ Id = 'WrongHost'; With = @{ HostName = 'example.org' } }
        @{ Id = 'Expired'; With = @{ At = [DateTimeOffset]::UtcNow.AddDays(100) } }
        @{ Id = 'NotYetValid'; With = @{ At = [DateTimeOffset]::UtcNow.AddDays(-10) } }
        @{ Id = 'TooLongLived'; With = @{ MaximumLifetime = '90d' } }
        @{ Id = 'KeyMismatch'; With = @{ PrivateKeyPath = 'other.key' } }
        @{ Id = 'Revoked'; With = @{ Crl = 'revoked.crl'; TrustedRoot = 'root.crt' } }
    ) {
        $arguments = @{} + $With
        foreach ($name in 'PrivateKeyPath', 'Crl', 'TrustedRoot') { if ($arguments[$name]) { $arguments[$name] = Join-Path $folder $arguments[$name] } }
        $verdict = Test-Cert $leaf -Detailed @arguments
        $verdict.IsValid | Should -BeFalse
        $verdict.Findings.Id | Should -Contain $Id
        $verdict.Path | Should -Be $leaf
        Test-Cert $leaf @arguments | Should -BeFalse
    }

    It 'takes every list of a file' {
        $key = [Security.Cryptography.ECDsa]::Create()
        $other = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Other', $key, 'SHA256')
        $other.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true))
        $signer = $other.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(9))
        $empty = [Security.Cryptography.X509Certificates.CertificateRevocationListBuilder]::new().Build($signer, 1, [DateTimeOffset]::UtcNow.AddDays(7), 'SHA256')
        $both = Join-Path $folder both.crl
        $empty, [IO.File]::ReadAllBytes((Join-Path $folder revoked.crl)) | ForEach-Object { [Security.Cryptography.PemEncoding]::WriteString('X509 CRL', $_) } | Set-Content $both
        (Test-Cert $leaf -TrustedRoot $root -Crl $both -Detailed).Findings.Id | Should -Be Revoked
    }

    It 'says that a file that is no certificate is not valid' {
        Test-Cert (Join-Path $folder broken.crt) | Should -BeFalse
        (Test-Cert (Join-Path $folder broken.crt) -Detailed).Findings.Id | Should -Be 'Malformed'
    }

    It 'accepts the key that is its own' {
        Test-Cert $leaf -TrustedRoot $root -PrivateKeyPath (Join-Path $folder leaf.key) | Should -BeTrue
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'HostNameInvalid'; With = @{ HostName = 'https://example.com' } }
        @{ Id = 'CertificateFileMissing'; With = @{ TrustedRoot = '/no/such/root' } }
        @{ Id = 'PathNotFound'; With = @{ TrustedRoot = '/no/such*' } }
        @{ Id = 'CertificateFileMissing'; With = @{ PrivateKeyPath = '/no/such/key' } }
    ) {
        { Test-Cert $leaf @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.TestCertCommand"
    }

    It 'shows its verdict in a view' {
        Test-Cert $leaf -Detailed | Out-String | Should -Match 'PartialChain'
    }
}
