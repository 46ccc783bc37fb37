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

Describe 'Measure-PasswordStrength' {
    It 'has the fields that a policy asks for' {
        $result = Measure-PasswordStrength 'MyP@ssw0rd123'
        $result.Strength, $result.Length, $result.HasLowercase, $result.HasUppercase, $result.HasDigits, $result.HasSymbols | Should -Be 'weak', 13, $true, $true, $true, $true
        $result.Score | Should -BeLessThan 5
        $result.Warning | Should -Be 'A large part of it is a common password.'
        $result.Feedback.Count | Should -BeGreaterThan 1
        $result.CrackTimes.OfflineFastHash.Display | Should -Be 'less than a second'
        [math]::Round($result.Entropy, 1) | Should -Be 85.4
    }

    It 'finds a generated password strong, and has nothing to say of it' {
        $result = New-Password | Measure-PasswordStrength
        $result.Strength, $result.Score, $result.Warning, $result.Feedback.Count | Should -Be 'Strong', 8, $null, 0
    }

    It 'takes the password by property name, and words of the user' {
        $alone = [pscustomobject]@{ Password = 'zyxgrobnik-hjkvarst' } | Measure-PasswordStrength
        $known = Measure-PasswordStrength 'zyxgrobnik-hjkvarst' -UserInput zyxgrobnik, hjkvarst
        $known.Score | Should -BeLessThan $alone.Score
    }

    It 'does not show the password' {
        Measure-PasswordStrength 'zyxgrobnik1987' | Out-String | Should -Not -Match 'grobnik'
        Measure-PasswordStrength 'zyxgrobnik1987' | ConvertTo-Json -Depth 5 | Should -Not -Match 'grobnik'
    }

    It 'refuses too many words' {
        { Measure-PasswordStrength x -UserInput (1..101) -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordUserInputsInvalid,EnterpriseSecurity.Commands.Passwords.MeasurePasswordStrengthCommand'
    }

    It 'is written to the audit trail of the connected store' {
        $null = Measure-PasswordStrength x
        @(Get-SecurityAudit -Action password_measured)[-1].Resource | Should -Be 'strength'
    }
}
