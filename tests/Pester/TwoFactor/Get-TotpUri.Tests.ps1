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

Describe 'Get-TotpUri' {
    It 'shows a pending enrolment once more, and a confirmed one no more' {
        $made = New-TotpSecret alice -Issuer Shop -Digits 8
        Get-TotpUri alice | Should -Be $made.ProvisioningUri
        'ALICE' | Get-TotpUri | Should -Be $made.ProvisioningUri
        $made | Get-TotpUri | Should -Be $made.ProvisioningUri
        Get-TotpEnrollment alice | Get-TotpUri | Should -Be $made.ProvisioningUri
        $null = Test-Totp ($made | Get-TotpCode) alice
        { Get-TotpUri alice -ErrorAction Stop } | Should -Throw -ErrorId 'TotpEnrollmentConfirmed,EnterpriseSecurity.Commands.TwoFactor.GetTotpUriCommand'
        { Get-TotpUri nobody -ErrorAction Stop } | Should -Throw -ErrorId 'TotpEnrollmentNotFound,EnterpriseSecurity.Commands.TwoFactor.GetTotpUriCommand'
        (Get-SecurityAudit -Action totp_uri_read -Resource alice -Result success | Measure-Object).Count | Should -Be 4
    }

    It 'writes one from a secret at hand' {
        Get-TotpUri -Secret JBSWY3DPEHPK3PXP -AccountName 'j@x.org' -Issuer 'A B' | Should -Be 'otpauth://totp/A%20B:j%40x.org?secret=JBSWY3DPEHPK3PXP&issuer=A%20B'
        Get-TotpUri -Secret 'jbsw y3dp ehpk 3pxp' -AccountName j -Type Hotp -Counter 5 -Algorithm Sha256 | Should -Be 'otpauth://hotp/j?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256&counter=5'
        Get-TotpUri -Secret 'otpauth://totp/A:j?secret=JBSWY3DPEHPK3PXP' -Issuer B -Period 60 | Should -Be 'otpauth://totp/B:j?secret=JBSWY3DPEHPK3PXP&issuer=B&period=60'
        { Get-TotpUri -Secret JBSWY3DPEHPK3PXP -ErrorAction Stop } | Should -Throw -ErrorId 'OtpAccountMissing,EnterpriseSecurity.Commands.TwoFactor.GetTotpUriCommand'
        { Get-TotpUri -Secret JBSWY3DPEHPK3PXP -AccountName 'a:b' -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.TwoFactor.GetTotpUriCommand'
        { Get-TotpUri -Secret '!' -AccountName a -ErrorAction Stop } | Should -Throw -ErrorId 'Base32Malformed,EnterpriseSecurity.Commands.TwoFactor.GetTotpUriCommand'
    }

    It 'completes the users' {
        (TabExpansion2 'Get-TotpUri al').CompletionMatches.CompletionText | Should -Be alice
    }
}
