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

Describe 'New-CertRequest' {
    It 'makes a request that openssl verifies' {
        $made = New-CertRequest www.example.com -DnsName www.example.com, api.example.com -Organization Org -KeyType Rsa2048
        $made.Name, $made.Subject | Should -Be 'www.example.com', 'CN=www.example.com,O=Org'
        $made.RequestPath, $made.PrivateKeyPath | Should -Exist
        $made.Request | Should -Be (Get-Content $made.RequestPath -Raw)
        if (Get-Command openssl -ErrorAction Ignore) {
            openssl req -in $made.RequestPath -noout -verify 2>&1 | Out-String | Should -Match 'verify OK'
            openssl req -in $made.RequestPath -noout -text | Out-String | Should -Match 'DNS:www.example.com, DNS:api.example.com'
        }
        $made | Out-String | Should -Match 'www.example.com'
    }

    It 'makes files with no store, and takes input from the pipeline' {
        'a.example', 'b.example' | New-CertRequest -Path (Join-Path $folder files) -KeyPassphrase (ConvertTo-SuiteSecret words) | Should -HaveCount 2
        Get-Content (Join-Path $folder files a.example.key) -TotalCount 1 | Should -Be '-----BEGIN ENCRYPTED PRIVATE KEY-----'
        ([pscustomobject]@{ CommonName = 'c.example'; Profile = 'Client' } | New-CertRequest).Name | Should -Be c.example
    }

    It 'makes nothing with -WhatIf' {
        New-CertRequest never.example -WhatIf
        Join-Path $folder store certs never.example.csr | Should -Not -Exist
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a taken name'; With = @{ CommonName = 'www.example.com' }; Id = 'CertificateExists' }
        @{ Case = 'a bad name'; With = @{ CommonName = 'x.example'; EmailAddress = 'joe' }; Id = 'CertificateNamesInvalid' }
        @{ Case = 'no name at all'; With = @{ CommonName = ' ' }; Id = 'NameInvalid' }
    ) {
        { New-CertRequest @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.NewCertRequestCommand"
    }
}
