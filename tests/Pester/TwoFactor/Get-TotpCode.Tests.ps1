BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    Disconnect-SecurityStore
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-TotpCode' {
    It 'gives the codes of the standards' {
        $secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
        Get-TotpCode $secret -Digits 8 -At ([DateTimeOffset]::FromUnixTimeSeconds(59)) | Should -BeExactly '94287082'
        Get-TotpCode $secret -Digits 8 -At '2005-03-18 01:58:29Z' | Should -BeExactly '07081804'
        Get-TotpCode $secret -Type Hotp | Should -BeExactly '755224'
        Get-TotpCode $secret -Type Hotp -Counter 9 | Should -BeExactly '520489'
        $long = ((1..7 | ForEach-Object { '1234567890' }) -join '').Substring(0, 64)
        $base32 = (New-Object EnterpriseSecurity.TwoFactor.OtpKey ([EnterpriseSecurity.Cryptography.SecretBuffer]::CopyOf([Text.Encoding]::ASCII.GetBytes($long)))).RevealSecret()
        Get-TotpCode $base32 -Digits 8 -Algorithm Sha512 -At ([DateTimeOffset]::FromUnixTimeSeconds(1111111109)) | Should -BeExactly '25091201'
        Get-TotpCode $base32 -Period 60 -At ([DateTimeOffset]::FromUnixTimeSeconds(119)) | Should -Be (Get-TotpCode $base32 -Period 60 -At ([DateTimeOffset]::FromUnixTimeSeconds(60)))
    }

    It 'takes the secret as text, SecureString, bytes, credential and URI, piped, and by property name' {
        $made = New-TotpSecret alice -Digits 8 -Algorithm Sha256 -Period 60
        $at = [DateTimeOffset]::UtcNow
        $code = Get-TotpCode $made.ProvisioningUri -At $at
        $code | Should -Match '^\d{8}$'
        $text = $made.Secret
        $how = @{ Digits = 8; Algorithm = 'Sha256'; Period = 60; At = $at }
        Get-TotpCode -Secret $text @how | Should -Be $code
        Get-TotpCode ($text.ToLower() -replace '(....)', '$1 ') @how | Should -Be $code
        Get-TotpCode (ConvertTo-SuiteSecret $text) @how | Should -Be $code
        Get-TotpCode ([Text.Encoding]::UTF8.GetBytes($text)) @how | Should -Be $code
        Get-TotpCode ([pscredential]::new('alice', (ConvertTo-SuiteSecret $text))) @how | Should -Be $code
        $made.ProvisioningUri | Get-TotpCode -At $at | Should -Be $code
        $made | Get-TotpCode -At $at | Should -Be $code
        Get-TotpCode $made -At $at | Should -Be $code
        [pscustomobject]@{ Secret = $text; Digits = 8; Algorithm = 'Sha256'; Period = 60 } | Get-TotpCode -At $at | Should -Be $code
        Get-TotpCode $made.ProvisioningUri -Digits 6 -At $at | Should -BeExactly $code.Substring(2)
    }

    It 'refuses what is no secret, without showing it' {
        foreach ($bad in 'JBSWY3DPEHPK3PX1', 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=9', 'JBSWY3DP-EHPK3PXP=') {
            $failure = { Get-TotpCode $bad -ErrorAction Stop } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -BeIn 'Base32Malformed,EnterpriseSecurity.Commands.TwoFactor.GetTotpCodeCommand', 'OtpUriMalformed,EnterpriseSecurity.Commands.TwoFactor.GetTotpCodeCommand'
            "$failure" | Should -Not -Match 'JBSWY'
        }
        { Get-TotpCode '' -ErrorAction Stop } | Should -Throw -ErrorId 'OtpSecretSizeInvalid,EnterpriseSecurity.Commands.TwoFactor.GetTotpCodeCommand'
        { Get-TotpCode 12 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,EnterpriseSecurity.Commands.TwoFactor.GetTotpCodeCommand'
        { Get-TotpCode MZXW6YTB -At '1969-12-31 23:59:59Z' -ErrorAction Stop } | Should -Throw -ErrorId 'OtpTimeInvalid,EnterpriseSecurity.Commands.TwoFactor.GetTotpCodeCommand'
        { Get-TotpCode MZXW6YTB -Counter -1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        'JBSWY3DPEHPK3PXP', '!', 'JBSWY3DPEHPK3PXP' | Get-TotpCode -ErrorAction SilentlyContinue | Should -HaveCount 2
    }
}
