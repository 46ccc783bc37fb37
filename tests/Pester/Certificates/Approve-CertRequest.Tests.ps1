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

Describe 'Approve-CertRequest' {
    It 'answers a request of the store, and completes it' {
        $issued = New-CertRequest www.example.com | Approve-CertRequest -Authority Root -AllowedDns example.com
        $issued.Name, $issued.Authority, $issued.Issuer | Should -Be 'www.example.com', 'Root', 'CN=Root'
        $issued.CertificatePath, $issued.PrivateKeyPath | Should -Exist
        ($issued.NotAfter - [datetimeoffset]::UtcNow).TotalDays | Should -BeGreaterThan 364
        if (Get-Command openssl -ErrorAction Ignore) { openssl verify -x509_strict -CAfile (Join-Path $folder store certs Root.crt) $issued.CertificatePath | Should -BeLike '*: OK' }
    }

    It 'answers files by path, wildcard and Get-ChildItem' {
        $requests = Join-Path $folder requests
        'a.example.com', 'b.example.com' | New-CertRequest -Path $requests | Out-Null
        (Approve-CertRequest -Path (Join-Path $requests *.csr) -Authority Root -AllowedDns example.com -ExpiresIn 10d).Subject | Should -Be 'CN=a.example.com', 'CN=b.example.com'
        (Get-ChildItem $requests -Filter *.csr | Approve-CertRequest -Authority Root -AllowedDns example.com).Subject | Should -Be 'CN=a.example.com', 'CN=b.example.com'
        $target = Join-Path $requests out.crt
        (Approve-CertRequest -LiteralPath (Join-Path $requests a.example.com.csr) -Authority Root -AllowedDns example.com -Destination $target).CertificatePath | Should -Be $target
        { Approve-CertRequest -LiteralPath (Join-Path $requests a.example.com.csr) -Authority Root -AllowedDns example.com -Destination $target -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateFileExists,*'
    }

    It 'needs no store for an authority in files' {
        $result = Invoke-SuiteProcess -Variable @{ Path = Join-Path $folder pki } -Script @'
Import-Module $ModulePath
$root = New-CertAuthority Root -Path $Path
$asked = New-CertRequest '*.example.com' -Path $Path
$issued = $asked | Approve-CertRequest -AuthorityPath $root.CertificatePath -AllowedDns example.com -AllowWildcard -Organization Ours -Country CH -Destination (Join-Path $Path _wildcard.example.com.crt)
$issued.Subject
try { $asked | Approve-CertRequest -AuthorityPath $root.CertificatePath -AllowedDns example.com -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
'@
        $result.Output | Should -Be 'CN=*.example.com,O=Ours,C=CH', 'CertificateRequestRefused,EnterpriseSecurity.Commands.Certificates.ApproveCertRequestCommand'
    }

    It 'refuses by policy, with every name at once, and leaves a trail' {
        $asked = New-CertRequest evil.net -DnsName evil.net, good.example.com -IpAddress 8.8.8.8
        $failed = { $asked | Approve-CertRequest -Authority Root -AllowedDns example.com -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateRequestRefused,*' -PassThru
        $failed.Exception.Message | Should -Match 'DNS:evil.net, IP:8.8.8.8, CN:evil.net'
        $failed.CategoryInfo.Category | Should -Be PermissionDenied
        (Get-SecurityAudit -Action certificate_issued -Result denied).Resource | Should -Contain 'CN=evil.net'
    }

    It 'issues nothing with -WhatIf' {
        $asked = New-CertRequest whatif.example.com
        $asked | Approve-CertRequest -Authority Root -AllowedDns example.com -WhatIf
        Join-Path $folder store certs whatif.example.com.crt | Should -Not -Exist
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'no authority'; With = @{ Request = 'x' }; Id = 'AuthorityNeeded' }
        @{ Case = 'two authorities'; With = @{ Request = 'x'; Authority = 'Root'; AuthorityPath = 'x' }; Id = 'AuthorityNeeded' }
        @{ Case = 'what is no request'; With = @{ Request = 'x'; Authority = 'Root' }; Id = 'CertificateRequestMalformed' }
        @{ Case = 'broken Base64'; With = @{ Request = "-----BEGIN CERTIFICATE REQUEST-----`nAAAA`n-----END CERTIFICATE REQUEST-----"; Authority = 'Root' }; Id = 'CertificateRequestMalformed' }
        @{ Case = 'a file that is not there'; With = @{ Path = 'none.csr'; Authority = 'Root' }; Id = 'PathNotFound' }
    ) {
        { Approve-CertRequest @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.ApproveCertRequestCommand"
    }

    It 'offers the names of authorities' {
        $line = 'Approve-CertRequest x -Authority R'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be Root
    }
}
