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

Describe 'New-SelfSignedCert' {
    It 'makes <_> certificates that openssl reads, with and without a passphrase' -ForEach 'Rsa2048', 'Rsa3072', 'Rsa4096', 'EcdsaP256', 'EcdsaP384', 'EcdsaP521', 'Ed25519' {
        $plain = New-SelfSignedCert example.com -KeyType $_ -Name "plain-$_" -WarningAction Ignore
        $locked = New-SelfSignedCert example.com -KeyType $_ -Name "locked-$_" -KeyPassphrase (ConvertTo-SuiteSecret 'pass words') -WarningAction Ignore
        $plain.CertificatePath | Should -Be (Join-Path $folder store certs "plain-$_.crt")
        if (Get-Command openssl -ErrorAction Ignore) {
            openssl verify -x509_strict -CAfile $plain.CertificatePath -verify_hostname example.com $plain.CertificatePath | Should -BeLike '*: OK'
            $certified = openssl x509 -in $locked.CertificatePath -noout -pubkey
            openssl pkey -in $locked.PrivateKeyPath -passin 'pass:pass words' -pubout | Should -Be $certified
            openssl x509 -in $plain.CertificatePath -noout -fingerprint | Should -BeLike ('*=' + (($plain.Thumbprint -split '(..)' -ne '') -join ':'))
        }
    }

    It 'writes what scripts rely on' {
        $made = New-SelfSignedCert www.example.com -DnsName www.example.com, '*.example.com' -IpAddress 10.0.0.1, ::1 -EmailAddress joe@example.com -Uri https://example.com/x -Organization MyCompany -OrganizationalUnit Web -Locality Bern -State BE -Country ch -ExpiresIn 730d -Profile ServerAndClient
        $made.Name, $made.Subject | Should -Be 'www.example.com', 'CN=www.example.com,OU=Web,O=MyCompany,L=Bern,ST=BE,C=CH'
        $made.AlternativeNames | Should -Be 'Dns:www.example.com', 'Dns:*.example.com', 'Ip:10.0.0.1', 'Ip:::1', 'Email:joe@example.com', 'Uri:https://example.com/x'
        ($made.NotAfter - [datetimeoffset]::UtcNow).TotalDays | Should -BeGreaterThan 729
        $made.NotBefore | Should -BeLessThan ([datetimeoffset]::UtcNow)
        $made.Issuer, $made.IsAuthority | Should -Be $made.Subject, $false
        $made.Thumbprint | Should -Match '^[0-9A-F]{40}$'
        $made | Out-String | Should -Match 'www.example.com'
    }

    It 'takes names from the pipeline, and by property name' {
        'one.example', 'two.example' | New-SelfSignedCert | ForEach-Object Name | Should -Be 'one.example', 'two.example'
        ([pscustomobject]@{ CommonName = 'three.example'; Organization = 'Org'; KeyType = 'Rsa2048'; ExpiresIn = '10d' } | New-SelfSignedCert).Subject | Should -Be 'CN=three.example,O=Org'
    }

    It 'needs no store for files' {
        $result = Invoke-SuiteProcess -Variable @{ Path = Join-Path $folder fresh } -Script @'
Import-Module $ModulePath
$made = New-SelfSignedCert '*.example.com' -Path $Path
$made.Name
Get-ChildItem $Path | ForEach-Object Name
if (-not $IsWindows) { [IO.File]::GetUnixFileMode($made.PrivateKeyPath), [IO.File]::GetUnixFileMode($made.CertificatePath) | ForEach-Object { "$_" } }
try { New-SelfSignedCert example.com -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
'@
        $result.Output[0..2] | Should -Be '_wildcard.example.com', '_wildcard.example.com.crt', '_wildcard.example.com.key'
        if (-not $IsWindows) { $result.Output[3..4] | Should -Be 'UserWrite, UserRead', 'OtherRead, GroupRead, UserWrite, UserRead' }
        $result.Output[-1] | Should -Be 'StoreNotConnected,EnterpriseSecurity.Commands.Certificates.NewSelfSignedCertCommand'
    }

    It 'overwrites files with -Force only' {
        $first = New-SelfSignedCert files.example -Path $folder
        { New-SelfSignedCert files.example -Path $folder -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateFileExists,*'
        (New-SelfSignedCert files.example -Path $folder -Force).Thumbprint | Should -Not -Be $first.Thumbprint
    }

    It 'warns of what clients refuse' {
        $null = New-SelfSignedCert long.example -ExpiresIn 900d -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -Match '825 days'
    }

    It 'makes nothing with -WhatIf' {
        New-SelfSignedCert never.example -WhatIf
        New-SelfSignedCert never.example -Path (Join-Path $folder never) -WhatIf
        Join-Path $folder never | Should -Not -Exist
        Join-Path $folder store certs never.example.crt | Should -Not -Exist
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a path as a name'; With = @{ CommonName = '../x' }; Id = 'NameInvalid' }
        @{ Case = 'a taken name'; With = @{ CommonName = 'ONE.example' }; Id = 'CertificateExists' }
        @{ Case = 'an empty host'; With = @{ CommonName = 'a.example'; DnsName = '' }; Id = 'CertificateNamesInvalid' }
        @{ Case = 'a wildcard over a top-level domain'; With = @{ CommonName = 'a.example'; DnsName = '*.com' }; Id = 'CertificateNamesInvalid' }
        @{ Case = 'a number as an address'; With = @{ CommonName = 'a.example'; IpAddress = '1' }; Id = 'CertificateNamesInvalid' }
        @{ Case = 'a long country'; With = @{ CommonName = 'a.example'; Country = 'USA' }; Id = 'CertificateSubjectInvalid' }
        @{ Case = 'a long common name'; With = @{ CommonName = 'a' * 65 }; Id = 'CertificateSubjectInvalid' }
        @{ Case = 'no lifetime'; With = @{ CommonName = 'a.example'; ExpiresIn = '0s' }; Id = 'CertificateLifetimeInvalid' }
        @{ Case = 'force in the store'; With = @{ CommonName = 'a.example'; Force = $true }; Id = 'ForceNeedsPath' }
        @{ Case = 'one name for several'; With = @{ CommonName = 'a.example', 'b.example'; Name = 'x' }; Id = 'ParametersConflict' }
    ) {
        { New-SelfSignedCert @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.NewSelfSignedCertCommand"
    }

    It 'leaves no passphrase and no key in a stream, a transcript or the audit trail' {
        $planted = "planted-$([guid]::NewGuid())"
        $words = ConvertTo-SuiteSecret $planted
        $transcript = Join-Path $folder transcript.txt
        $null = Start-Transcript $transcript
        $shown = & {
            New-SelfSignedCert secretive.example -KeyPassphrase $words -Verbose -Debug
            New-SelfSignedCert secretive.example -KeyPassphrase $words -ErrorAction Continue
            Update-Cert secretive.example -KeyPassphrase $words -NewKey -Verbose
            Get-SecurityAudit
        } *>&1
        $null = Stop-Transcript
        foreach ($text in ($shown | Out-String -Width 500), ($shown | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue), (Get-Content $transcript -Raw)) {
            $text | Should -Not -Match $planted
            $text | Should -Not -Match 'PRIVATE KEY-----'
        }
    }
}
