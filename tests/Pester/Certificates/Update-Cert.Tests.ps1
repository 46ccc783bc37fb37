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

Describe 'Update-Cert' {
    It 'renews with the same key or a new one' {
        $old = New-CertRequest www.example.com -Organization Org | Approve-CertRequest -Authority Root -AllowedDns example.com -ExpiresIn 10d
        $key = Get-Content $old.PrivateKeyPath -Raw
        $same = Update-Cert www.example.com -ExpiresIn 100d
        Get-Content $old.PrivateKeyPath -Raw | Should -Be $key
        $new = Update-Cert www.example.com -KeyType Rsa2048
        Get-Content $old.PrivateKeyPath -Raw | Should -Not -Be $key
        $new.Key, $new.Subject, "$($new.AlternativeNames)" | Should -Be 'RSA 2048', $old.Subject, 'Dns:www.example.com'
        $old.SerialNumber, $same.SerialNumber, $new.SerialNumber | Sort-Object -Unique | Should -HaveCount 3
        ($same.NotAfter - $old.NotAfter).TotalDays | Should -BeGreaterThan 89
        if (Get-Command openssl -ErrorAction Ignore) { openssl verify -x509_strict -CAfile (Join-Path $folder store certs Root.crt) $new.CertificatePath | Should -BeLike '*: OK' }
    }

    It 'takes names and certificates from the pipeline' {
        'one.example', 'two.example' | New-SelfSignedCert | Update-Cert | Should -HaveCount 2
        'one.example', 'two.example' | Update-Cert -NewKey | Should -HaveCount 2
        ([pscustomobject]@{ Name = 'one.example' } | Update-Cert).Name | Should -Be one.example
    }

    It 'renews files' {
        $file = New-SelfSignedCert file.example -Path $folder -KeyPassphrase (ConvertTo-SuiteSecret words)
        (Update-Cert -Path $file.CertificatePath -KeyPassphrase (ConvertTo-SuiteSecret words) -NewKey).Thumbprint | Should -Not -Be $file.Thumbprint
        ($file | Update-Cert -KeyPassphrase (ConvertTo-SuiteSecret words)).CertificatePath | Should -Be $file.CertificatePath
        { Update-Cert -LiteralPath $file.CertificatePath -KeyPassphrase (ConvertTo-SuiteSecret wrong) -ErrorAction Stop } | Should -Throw -ErrorId 'CertificatePassphraseWrong,*'
        { Update-Cert -LiteralPath (Join-Path $folder store certs www.example.com.crt) -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateAuthorityNeeded,*'
    }

    It 'lasts as long when the clocks are changed in between' -Skip:$IsWindows {
        $zone = [TimeZoneInfo]::FindSystemTimeZoneById('Europe/Zurich')
        $now = [DateTimeOffset]::UtcNow
        $days = (1..365).Where({ $zone.GetUtcOffset($now.AddDays($_)) -ne $zone.GetUtcOffset($now) }, 'First')[0] + 1
        $file = New-SelfSignedCert clocks.example -Path $folder -ExpiresIn "${days}d"
        $before = $env:TZ
        try {
            $env:TZ = 'Europe/Zurich'
            & ([Environment]::ProcessPath) -NoProfile -Command "Import-Module '$((Get-Module EnterpriseSecurity).Path)'; `$null = Update-Cert -Path '$($file.CertificatePath)'"
        }
        finally { $env:TZ = $before }
        $renewed = Get-CertInfo $file.CertificatePath
        $renewed.SerialNumberHex | Should -Not -Be $file.SerialNumber
        $renewed.NotAfter - $renewed.NotBefore | Should -Be ($file.NotAfter - $file.NotBefore)
    }

    It 'renews nothing with -WhatIf' {
        $before = New-SelfSignedCert still.example
        Update-Cert still.example -NewKey -WhatIf
        Get-Content $before.CertificatePath -Raw | Should -Be $before.Certificate
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a name that is not there'; With = @{ Name = 'none' }; Id = 'CertificateNotFound' }
        @{ Case = 'a new key for an authority'; With = @{ Name = 'Root'; NewKey = $true }; Id = 'CertificateAuthorityKeepsKey' }
        @{ Case = 'a file that is not there'; With = @{ Path = 'none.crt' }; Id = 'PathNotFound' }
    ) {
        { Update-Cert @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.UpdateCertCommand"
    }

    It 'offers the names of certificates' {
        $line = 'Update-Cert ww'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be www.example.com
    }
}
