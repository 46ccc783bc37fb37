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

Describe 'Test-Totp with a secret at hand' {
    It 'writes one boolean, and takes a code as often as it comes' {
        $made = New-TotpSecret any -NoEnroll
        $code = $made | Get-TotpCode
        Test-Totp $code -Secret $made.Secret | Should -BeTrue
        Test-Totp $code -Secret $made | Should -BeTrue
        $code | Test-Totp -Secret $made.ProvisioningUri | Should -BeTrue
        [pscustomobject]@{ Code = $code } | Test-Totp -Secret (ConvertTo-SuiteSecret $made.Secret) | Should -BeTrue
        foreach ($other in '', 'abc', "$code ", "0$code") { Test-Totp $other -Secret $made.Secret | Should -BeFalse }
    }

    It 'looks around the moment as far as the window' {
        $secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
        $at = [DateTimeOffset]::FromUnixTimeSeconds(59)
        Test-Totp 94287082 -Secret $secret -Digits 8 -At $at | Should -BeTrue
        Test-Totp 94287082 -Secret $secret -Digits 8 -At $at.AddSeconds(30) | Should -BeTrue
        Test-Totp 94287082 -Secret $secret -Digits 8 -At $at.AddSeconds(30) -Window 0 | Should -BeFalse
        Test-Totp 94287082 -Secret $secret -Digits 8 -At $at.AddSeconds(60) | Should -BeFalse
        (Test-Totp 94287082 -Secret $secret -Digits 8 -At $at.AddSeconds(300) -Window 10 -Detailed).Step | Should -Be 1
        (Test-Totp 520489 -Secret $secret -Type Hotp -Counter 4 -Detailed).Step | Should -Be 9
        (Test-Totp 520489 -Secret $secret -Type Hotp -Counter 4 -Window 4 -Detailed).Reason | Should -Be WrongCode
        # A code that begins with a nought keeps it as it is typed.
        Test-Totp 07081804 -Secret $secret -Digits 8 -At ([DateTimeOffset]::FromUnixTimeSeconds(1111111109)) | Should -BeTrue
    }

    It 'refuses what cannot be used' {
        { Test-Totp 123456 -Secret '!' -ErrorAction Stop } | Should -Throw -ErrorId 'Base32Malformed,EnterpriseSecurity.Commands.TwoFactor.TestTotpCommand'
        { Test-Totp 123456 -Secret MZXW6YTB -Window 11 -ErrorAction Stop } | Should -Throw -ErrorId 'OtpWindowInvalid,EnterpriseSecurity.Commands.TwoFactor.TestTotpCommand'
        { Test-Totp 123456 -Secret MZXW6YTB -Window 101 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe 'Test-Totp of an enrolled user' {
    It 'confirms with the first code, and takes a code once' {
        $made = New-TotpSecret alice
        $code = $made | Get-TotpCode
        $verdict = Test-Totp $code -UserId ALICE -Detailed
        $verdict.IsValid, $verdict.Reason, $verdict.Confirmed, $verdict.UserId | Should -Be $true, 'Accepted', $true, 'alice'
        (Get-TotpEnrollment alice).State | Should -Be Active
        Test-Totp $code alice | Should -BeFalse
        (Test-Totp $code alice -Detailed).Reason | Should -Be Reused
        $next = $made | Get-TotpCode -At ([DateTimeOffset]::UtcNow.AddSeconds(30))
        $next | Test-Totp -UserId alice | Should -BeTrue
        [pscustomobject]@{ Code = $next; UserId = 'alice' } | Test-Totp | Should -BeFalse
    }

    It 'slows guessing down, and the trail has every guess' {
        $made = New-TotpSecret bob
        $verdicts = 1..20 | ForEach-Object { Test-Totp '000000' -UserId bob -Detailed }
        $verdicts.IsValid | Should -Not -Contain $true
        @($verdicts.Reason -eq 'WrongCode').Count | Should -BeLessThan 10
        $verdicts[-1].RetryAfter | Should -BeGreaterThan ([timespan]::Zero)
        Test-Totp ($made | Get-TotpCode) bob | Should -BeFalse
        @(Get-SecurityAudit -Action totp_verified -Resource bob -Result denied).Count | Should -Be 21
    }

    It 'answers for an unknown user as for a wrong code' {
        Test-Totp 123456 nobody | Should -BeFalse
        (Test-Totp 123456 nobody -Detailed).Reason | Should -Be NotEnrolled
    }

    It 'says what is wrong' {
        { Test-Totp 123456 ' ' -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.TwoFactor.TestTotpCommand'
        { Test-Totp 123456 alice -Window 11 -ErrorAction Stop } | Should -Throw -ErrorId 'OtpWindowInvalid,EnterpriseSecurity.Commands.TwoFactor.TestTotpCommand'
        Disconnect-SecurityStore
        { Test-Totp 123456 alice } | Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.TwoFactor.TestTotpCommand'
        Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    }

    It 'completes the users' {
        (TabExpansion2 'Test-Totp 123456 -UserId al').CompletionMatches.CompletionText | Should -Be alice
    }
}
