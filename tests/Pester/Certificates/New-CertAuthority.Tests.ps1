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

Describe 'New-CertAuthority' {
    It 'makes a root and authorities below it, whose keys are no files' {
        $root = New-CertAuthority 'Example Root' -Organization Example -Country US
        $below = New-CertAuthority 'Example Issuing' -Parent 'example root' -PathLength 0
        $root.IsAuthority, $root.Issuer, $root.PrivateKeyPath | Should -Be $true, $root.Subject, $null
        $below.Issuer, $below.Authority | Should -Be $root.Subject, 'Example Root'
        Get-ChildItem (Join-Path $folder store certs) -Filter *.key | Should -BeNullOrEmpty
        if (Get-Command openssl -ErrorAction Ignore) { openssl verify -x509_strict -CAfile $root.CertificatePath $below.CertificatePath | Should -BeLike '*: OK' }
        (Test-SecurityStore) | Should -BeTrue
    }

    It 'makes them in files, with no store' {
        $result = Invoke-SuiteProcess -Variable @{ Path = Join-Path $folder files } -Script @'
Import-Module $ModulePath
$words = [securestring]::new(); 'words'.ToCharArray() | ForEach-Object { $words.AppendChar($_) }
$root = New-CertAuthority Root -Path $Path -KeyPassphrase $words -KeyType Rsa3072
$below = New-CertAuthority Issuing -Path $Path -ParentPath $root.CertificatePath -ParentPassphrase $words -PermittedDns example.com -PermittedIp 10.0.0.0/8, ::1 -ExcludedEmail example.com -CrlUrl http://pki.example/root.crl
$below.Issuer
try { New-CertAuthority Third -Path $Path -ParentPath $root.CertificatePath -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
'@
        $result.Output | Should -Be 'CN=Root', 'CertificatePassphraseRequired,EnterpriseSecurity.Commands.Certificates.NewCertAuthorityCommand'
        if (Get-Command openssl -ErrorAction Ignore) { openssl x509 -in (Join-Path $folder files Issuing.crt) -noout -text | Out-String | Should -Match 'Name Constraints: critical' }
    }

    It 'takes names from the pipeline, and by property name' {
        'Piped A', 'Piped B' | New-CertAuthority | ForEach-Object Name | Should -Be 'Piped A', 'Piped B'
        ([pscustomobject]@{ CommonName = 'Typed'; Organization = 'Org' } | New-CertAuthority).Subject | Should -Be 'CN=Typed,O=Org'
    }

    It 'offers the names of authorities' {
        $null = New-SelfSignedCert leaf.example
        $line = "New-CertAuthority x -Parent Exam"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be "'Example Issuing'", "'Example Root'"
        $line = "New-CertAuthority x -Parent leaf"
        @((TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText) | Should -Not -Contain 'leaf.example'
    }

    It 'makes nothing with -WhatIf' {
        New-CertAuthority Never -WhatIf
        Join-Path $folder store certs Never.crt | Should -Not -Exist
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a parent that is not there'; With = @{ Parent = 'none' }; Id = 'CertificateNotFound' }
        @{ Case = 'a parent that is no authority'; With = @{ Parent = 'leaf.example' }; Id = 'CertificateNotAuthority' }
        @{ Case = 'a parent that may have none below'; With = @{ Parent = 'Example Issuing' }; Id = 'CertificatePathLengthInvalid' }
        @{ Case = 'a negative path length'; With = @{ PathLength = -1 }; Id = 'CertificatePathLengthInvalid' }
        @{ Case = 'a lifetime beyond its parent''s'; With = @{ Parent = 'Example Root'; ExpiresIn = '4000d' }; Id = 'CertificateOutlivesAuthority' }
        @{ Case = 'a domain that is none'; With = @{ PermittedDns = '*.example.com' }; Id = 'CertificateNamesInvalid' }
        @{ Case = 'a network that is none'; With = @{ PermittedIp = '10.0.0.1/8' }; Id = 'CertificateNamesInvalid' }
        @{ Case = 'a URL that is none'; With = @{ CrlUrl = 'ftp://x/' }; Id = 'CertificateLocationInvalid' }
        @{ Case = 'a parent of the store for files'; With = @{ Path = 'x'; Parent = 'Example Root' }; Id = 'ParametersConflict' }
        @{ Case = 'a parent in files for the store'; With = @{ ParentPath = 'x' }; Id = 'ParentPathNeedsPath' }
        @{ Case = 'a passphrase in the store'; With = @{ KeyPassphrase = 'x' }; Id = 'AuthorityKeyStaysInStore' }
    ) {
        { New-CertAuthority Refused @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.NewCertAuthorityCommand"
    }
}
