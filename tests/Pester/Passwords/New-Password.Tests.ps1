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

Describe 'New-Password' {
    It 'makes a SecureString of 16 characters' {
        $password = New-Password
        $password | Should -BeOfType [securestring]
        $password.Length | Should -Be 16
    }

    It 'makes as many as asked for, each with every class and nothing ambiguous' {
        $all = New-Password -Count 50 -AsPlainText
        @($all | Select-Object -Unique) | Should -HaveCount 50
        foreach ($one in $all) {
            $one.Length | Should -Be 16
            $one | Should -MatchExactly '[A-Z]'
            $one | Should -MatchExactly '[a-z]'
            $one | Should -MatchExactly '[0-9]'
            $one | Should -MatchExactly '[^A-Za-z0-9]'
            $one | Should -Not -MatchExactly '[il1Lo0OI|]'
        }
    }

    It 'leaves out what it is told to, and takes the symbols that it is given' {
        New-Password 30 -NoSymbol -NoUppercase -NoLowercase -AsPlainText | Should -MatchExactly '^[2-9]{30}$'
        New-Password 30 -NoDigit -NoSymbol -AsPlainText | Should -MatchExactly '^[A-Za-z]{30}$'
        New-Password 40 -Symbol '_-' -AsPlainText | Should -MatchExactly '^(?=.*[_-])[A-Za-z0-9_-]{40}$'
        New-Password 500 -NoSymbol -NoUppercase -NoLowercase -IncludeAmbiguous -AsPlainText | Should -Match '[01]'
    }

    It 'does not take the length of what is piped in for its own' {
        { 'a text of 22 characters' | New-Password -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,EnterpriseSecurity.Commands.Passwords.NewPasswordCommand'
    }

    It 'says how strong the password is on request' {
        $message = New-Password -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$message" | Should -Match 'has 10[0-9]\.\d bits of entropy'
    }

    It 'refuses what gives no password' {
        { New-Password 3 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordLengthInvalid,EnterpriseSecurity.Commands.Passwords.NewPasswordCommand'
        { New-Password -NoDigit -NoSymbol -NoUppercase -NoLowercase -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordClassEmpty,EnterpriseSecurity.Commands.Passwords.NewPasswordCommand'
        { New-Password -Symbol 'ab' -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordSymbolsInvalid,EnterpriseSecurity.Commands.Passwords.NewPasswordCommand'
        { New-Password -Symbol '+' -NoSymbol } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.Passwords.NewPasswordCommand'
        { New-Password -Count 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'is written to the audit trail of the connected store, without the password' {
        $password = New-Password -AsPlainText
        $entry = @(Get-SecurityAudit -Action password_generated)[-1]
        $entry.Result | Should -Be 'success'
        ($entry | ConvertTo-Json -Depth 5) | Should -Not -Match ([regex]::Escape($password))
    }

    It 'is written to the audit trail when it is refused' {
        { New-Password 3 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordLengthInvalid,*'
        @(Get-SecurityAudit -Action password_generated)[-1].Metadata['error'] | Should -Be 'PasswordLengthInvalid'
    }

    It 'works in a fresh session with no store' {
        (Invoke-SuiteProcess 'Import-Module $ModulePath; (New-Password -AsPlainText).Length').Output | Should -Be '16'
    }
}
