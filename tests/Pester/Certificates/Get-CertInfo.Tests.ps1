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

Describe 'Get-CertInfo' {
    It 'says what a certificate says, by path, literal path, pipe and file object' {
        $info = Get-CertInfo $leaf
        $info.Subject, $info.Issuer, $info.Version, $info.SignatureAlgorithm, "$($info.SerialNumber)" | Should -Be 'CN=example.com', 'CN=Sample Root', 'v3', 'ecdsa-with-SHA256', '16909060'
        $info.DnsNames | Should -Be 'example.com', 'localhost'
        (Get-CertInfo -LiteralPath $leaf).Thumbprint | Should -Be $info.Thumbprint
        ($leaf | Get-CertInfo).Thumbprint | Should -Be $info.Thumbprint
        (Get-Item $leaf | Get-CertInfo).Thumbprint | Should -Be $info.Thumbprint
        ($info | Get-CertInfo).Path | Should -Be $leaf
    }

    It 'takes wildcards, and a certificate object' {
        @(Get-CertInfo (Join-Path $folder '[lr]*t.crt')).Count | Should -Be 1
        (Get-CertInfo (Join-Path $folder '[lr]*.crt')).Count | Should -Be 2
        (Get-PfxCertificate $leaf | Get-CertInfo).Subject | Should -Be 'CN=example.com'
    }

    It 'reads a PFX with its passphrase only' {
        $pfx = Join-Path $folder info.pfx
        $null = Convert-Cert $leaf $pfx -To Pfx -KeyPath (Join-Path $folder leaf.key) -NewPassphrase $words
        (Get-CertInfo $pfx -Passphrase $words).Subject | Should -Be 'CN=example.com'
        { Get-CertInfo $pfx -ErrorAction Stop } | Should -Throw -ErrorId 'CertificatePassphraseRequired,EnterpriseSecurity.Commands.Certificates.GetCertInfoCommand'
        { Get-CertInfo $pfx -Passphrase (ConvertTo-SuiteSecret 'no') -ErrorAction Stop } | Should -Throw -ErrorId 'CertificatePassphraseWrong,*'
    }

    It 'refuses <Name> with <Id>, and goes on' -ForEach @(
        @{ Name = 'broken.crt'; Id = 'CertificateMalformed' }, @{ Name = 'leaf.key'; Id = 'CertificateFileEmpty' }, @{ Name = 'none.crt'; Id = 'PathNotFound' }
    ) {
        $found = Get-CertInfo (Join-Path $folder $Name), $leaf -ErrorAction SilentlyContinue -ErrorVariable failed
        $found.Subject | Should -Be 'CN=example.com'
        $failed[0].FullyQualifiedErrorId | Should -Be "$Id,EnterpriseSecurity.Commands.Certificates.GetCertInfoCommand"
    }

    It 'shows itself in a view' {
        Get-CertInfo $leaf | Out-String | Should -Match 'AlternativeNames\s+: Dns:example.com, Dns:localhost'
    }

    It 'needs a store for a name' {
        { Get-CertInfo -Name none -ErrorAction Stop } | Should -Throw -ErrorId 'StoreNotConnected,*'
    }

    It 'is told to the audit trail of a store' {
        $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder storekey)
        try {
            $null = Get-CertInfo $leaf
            $null = Test-Cert $leaf
            { Get-CertInfo -Name none -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateNotFound,*'
            Get-CertExpiration -Managed | Should -BeNullOrEmpty
            $made = New-SelfSignedCert managed.example -DnsName managed.example
            (Get-CertInfo -Name $made.Name).Thumbprint | Should -Be $made.Thumbprint
            (Get-CertExpiration -Managed).Source | Should -Be $made.Name
            (TabExpansion2 'Get-CertInfo -Name ').CompletionMatches.CompletionText | Should -Contain $made.Name
            Test-Cert -Name $made.Name -AllowUntrusted -HostName managed.example | Should -BeTrue
            $made | Test-Cert | Should -BeFalse
            (Get-SecurityAudit -Action certificate_read).Resource | Should -Be $leaf
            (Get-SecurityAudit -Action certificate_validated).Result | Should -Be 'denied', 'success', 'denied'
        }
        finally { Disconnect-SecurityStore }
    }
}
