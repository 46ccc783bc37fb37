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

Describe 'Convert-Cert' {
    It 'writes <To> and reads it back' -ForEach @(@{ To = 'Pem' }, @{ To = 'Der' }, @{ To = 'Pfx' }, @{ To = 'P7b' }) {
        $target = Join-Path $folder "out.$To"
        $made = Convert-Cert $leaf $target -To $To -NewPassphrase $words
        $made.Path | Should -Be $target
        (Get-CertInfo $target -Passphrase $words).Thumbprint | Should -Be (Get-CertInfo $leaf).Thumbprint
    }

    It 'puts key and chain into a PFX, and takes them out again' {
        $pfx = Join-Path $folder both.pfx
        $made = @(Convert-Cert $leaf $pfx -To Pfx -KeyPath (Join-Path $folder leaf.key) -ChainPath $root -NewPassphrase $words)
        $made.Count, $made[0].HasPrivateKey | Should -Be 2, $true
        (Get-PfxCertificate $pfx -Password $words).HasPrivateKey | Should -BeTrue
        $crt, $key = (Join-Path $folder split.crt), (Join-Path $folder split.key)
        $null = Convert-Cert $pfx $crt -To Pem -Passphrase $words -KeyDestination $key -NoPassphrase
        Get-Content $crt -Raw | Should -Not -Match 'PRIVATE KEY'
        Get-Content $key -Raw | Should -Match 'BEGIN PRIVATE KEY'
        if (-not $IsWindows) { (Get-Item $key).UnixMode | Should -Be '-rw-------' }
        Test-Cert $crt -TrustedRoot $root -PrivateKeyPath $key | Should -BeTrue
        $null = Convert-Cert $pfx (Join-Path $folder nokey.pem) -To Pem -Passphrase $words -NoKey
        Get-Content (Join-Path $folder nokey.pem) -Raw | Should -Not -Match 'PRIVATE KEY'
    }

    It 'keeps an encrypted key encrypted unless told otherwise' {
        $null = Convert-Cert (Join-Path $folder both.pfx) (Join-Path $folder enc.pem) -To Pem -Passphrase $words
        Get-Content (Join-Path $folder enc.pem) -Raw | Should -Match 'ENCRYPTED PRIVATE KEY'
    }

    It 'warns of a PFX whose key is in clear, and of no other' {
        $of = { param($name, [hashtable] $with) Convert-Cert $leaf (Join-Path $folder $name) -To Pfx -KeyPath (Join-Path $folder leaf.key) @with 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] } }
        "$(& $of clear.pfx @{})" | Should -Match 'clear.pfx'' is in clear.*-NewPassphrase'
        & $of locked.pfx @{ NewPassphrase = $words } | Should -BeNullOrEmpty
        & $of apart.pfx @{ KeyDestination = (Join-Path $folder apart.key) } | Should -BeNullOrEmpty
    }

    It 'writes for old Windows' -Skip:(-not (Get-Command openssl -ErrorAction Ignore)) {
        $null = Convert-Cert $leaf (Join-Path $folder old.pfx) -To Pfx -KeyPath (Join-Path $folder leaf.key) -NewPassphrase $words -Legacy
        (openssl pkcs12 -legacy -in (Join-Path $folder old.pfx) -passin pass:words -nokeys -info 2>&1) -join "`n" | Should -Match '3-KeyTripleDES'
    }

    It 'goes into a folder, from a file object' {
        $into = (New-Item -ItemType Directory (Join-Path $folder into)).FullName
        (Get-Item $leaf | Convert-Cert -Destination $into -To Der).Path | Should -Be (Join-Path $into leaf.der)
    }

    It 'writes nothing with -WhatIf, and overwrites only with -Force' {
        $target = Join-Path $folder never.der
        Convert-Cert $leaf $target -To Der -WhatIf
        $target | Should -Not -Exist
        $null = Convert-Cert $leaf $target -To Der
        { Convert-Cert $root $target -To Der -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateFileExists,EnterpriseSecurity.Commands.Certificates.ConvertCertCommand'
        (Convert-Cert $root $target -To Der -Force).Subject | Should -Be 'CN=Sample Root'
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'CertificateKeyMismatch'; With = @{ To = 'Pfx'; KeyPath = 'other.key' } }
        @{ Id = 'CertificateKeyMissing'; With = @{ To = 'Pem'; KeyDestination = 'x.key' } }
        @{ Id = 'CertificateFileMissing'; With = @{ To = 'Pfx'; KeyPath = 'none.key' } }
        @{ Id = 'ParametersConflict'; With = @{ To = 'Pem'; NoKey = $true; KeyPath = 'leaf.key' } }
    ) {
        $arguments = @{} + $With
        foreach ($name in 'KeyPath', 'KeyDestination') { if ($arguments[$name]) { $arguments[$name] = Join-Path $folder $arguments[$name] } }
        { Convert-Cert $leaf (Join-Path $folder refused) @arguments -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        Join-Path $folder refused | Should -Not -Exist
    }
}
