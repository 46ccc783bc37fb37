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

Describe 'Measure-PasswordEntropy' {
    It 'writes the bits' {
        Measure-PasswordEntropy 'abc' | Should -BeOfType [double]
        'abc', 'MyP@ssw0rd123', '' | Measure-PasswordEntropy | ForEach-Object { [math]::Round($_, 2) } | Should -Be 14.1, 85.41, 0
        [pscustomobject]@{ Password = ConvertTo-SuiteSecret '12' } | Measure-PasswordEntropy | ForEach-Object { [math]::Round($_, 2) } | Should -Be 6.64
    }

    It 'refuses what is no password' {
        { Measure-PasswordEntropy 5 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,EnterpriseSecurity.Commands.Passwords.MeasurePasswordEntropyCommand'
        { Measure-PasswordEntropy ('ü' * 40000) -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordTooLongToMeasure,EnterpriseSecurity.Commands.Passwords.MeasurePasswordEntropyCommand'
    }

    It 'is written to the audit trail of the connected store' {
        $null = Measure-PasswordEntropy x
        @(Get-SecurityAudit -Action password_measured)[-1].Resource | Should -Be 'entropy'
    }
}
