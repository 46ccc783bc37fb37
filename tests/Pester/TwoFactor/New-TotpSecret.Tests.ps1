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

Describe 'New-TotpSecret' {
    It 'makes a secret and its URI with no store' {
        $made = New-TotpSecret user123 -Issuer MyApp
        $made.Secret | Should -Match '^[A-Z2-7]{32}$'
        $made.ProvisioningUri | Should -Be "otpauth://totp/MyApp:user123?secret=$($made.Secret)&issuer=MyApp"
        $made.UserId, $made.Issuer, $made.IsEnrolled | Should -Be 'user123', 'MyApp', $false
        (New-TotpSecret user123).Secret | Should -Not -Be $made.Secret
    }

    It 'makes it by every parameter' {
        (New-TotpSecret a -Algorithm Sha256).Secret.Length | Should -Be 52
        $made = New-TotpSecret 'a b' -Issuer 'X & Y' -Algorithm Sha512 -Digits 8 -Period 60
        $made.Secret.Length | Should -Be 103
        $made.ProvisioningUri | Should -Be "otpauth://totp/X%20%26%20Y:a%20b?secret=$($made.Secret)&issuer=X%20%26%20Y&algorithm=SHA512&digits=8&period=60"
        (New-TotpSecret a -Type Hotp -Issuer I).ProvisioningUri | Should -Match '^otpauth://hotp/I:a\?secret=[A-Z2-7]+&issuer=I&counter=0$'
    }

    It 'shows the secret in no view, no text and no JSON' {
        $made = New-TotpSecret alice
        foreach ($text in "$made", ($made | Out-String), ($made | Format-List * | Out-String), ($made | ConvertTo-Json), ($made | ConvertTo-Csv | Out-String), ($made | Select-Object * | Out-String), ($made | Format-Custom | Out-String)) {
            $text | Should -Match alice
            $text | Should -Not -Match $made.Secret
        }
        ($made | Select-Object Secret).Secret | Should -Be $made.Secret
    }

    It 'enrols the user in the connected store, by parameter, piped and by property name' {
        $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        try {
            (New-TotpSecret one).IsEnrolled | Should -BeTrue
            'two', 'three' | New-TotpSecret | Select-Object -ExpandProperty UserId | Should -Be 'two', 'three'
            [pscustomobject]@{ UserId = 'four'; Issuer = 'Four' } | New-TotpSecret | ForEach-Object Issuer | Should -Be Four
            (Get-TotpEnrollment).UserId | Should -Be 'four', 'one', 'three', 'two'
            (Get-TotpEnrollment).State | Sort-Object -Unique | Should -Be Pending

            (New-TotpSecret five -NoEnroll).IsEnrolled | Should -BeFalse
            @(Get-SecurityAudit -Action totp_secret_generated)[-1].Metadata['enrolled'] | Should -Be 'false'
            New-TotpSecret six -WhatIf | Should -BeNullOrEmpty
            (Get-TotpEnrollment).Count | Should -Be 4
        }
        finally { Disconnect-SecurityStore }
    }

    It 'replaces a pending enrolment and leaves a confirmed one alone' {
        Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        try {
            $old = New-TotpSecret again
            $new = New-TotpSecret AGAIN
            Test-Totp ($old | Get-TotpCode) again | Should -BeFalse
            Test-Totp ($new | Get-TotpCode) again | Should -BeTrue
            { New-TotpSecret again -ErrorAction Stop } | Should -Throw -ErrorId 'TotpEnrollmentExists,EnterpriseSecurity.Commands.TwoFactor.NewTotpSecretCommand'
            $made = 'again', 'fresh' | New-TotpSecret -ErrorAction SilentlyContinue
            $made.UserId | Should -Be fresh
        }
        finally { Disconnect-SecurityStore }
    }

    It 'refuses what cannot be used' {
        { New-TotpSecret 'a:b' -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.TwoFactor.NewTotpSecretCommand'
        { New-TotpSecret a -Issuer 'I:J' -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.TwoFactor.NewTotpSecretCommand'
        { New-TotpSecret a -Digits 5 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { New-TotpSecret a -Period 3601 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { New-TotpSecret a -Algorithm Md5 } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }
}
