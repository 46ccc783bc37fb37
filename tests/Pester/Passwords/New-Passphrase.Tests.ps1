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

Describe 'New-Passphrase' {
    It 'makes a SecureString of six words' {
        New-Passphrase | Should -BeOfType [securestring]
        New-Passphrase -AsPlainText -Separator ' ' | Should -MatchExactly '^([a-z-]{3,9} ){5}[a-z-]{3,9}$'
    }

    It 'takes the number of words, by property name too, and the separator' {
        New-Passphrase 4 -Separator '.' -AsPlainText | Should -MatchExactly '^([a-z-]+\.){3}[a-z-]+$'
        [pscustomobject]@{ WordCount = 3 } | New-Passphrase -Separator '' -AsPlainText | Should -MatchExactly '^[a-z-]{9,27}$'
        @(New-Passphrase -Count 20 -AsPlainText | Select-Object -Unique) | Should -HaveCount 20
    }

    It 'capitalises words and adds a digit' {
        New-Passphrase 5 -Separator ' ' -Capitalize -IncludeNumber -AsPlainText | Should -MatchExactly '^(?=[^0-9]*[0-9][^0-9]*$)([A-Z][a-z-]+[0-9]? ?){5}$'
    }

    It 'says the entropy exactly, and shows no passphrase' {
        $made = New-Passphrase 5 -Detailed
        $made.Password | Should -BeOfType [securestring]
        $made.WordCount | Should -Be 5
        $made.Entropy | Should -BeGreaterThan 64.62
        $made.Entropy | Should -BeLessThan 64.63
        $open = New-Passphrase 4 -Detailed -AsPlainText
        ($open | Out-String) | Should -Not -Match ([regex]::Escape($open.Password))
        "$open" | Should -Be 'Passphrase (4 words, 51.7 bits)'
    }

    It 'refuses what is out of range' {
        { New-Passphrase 2 -ErrorAction Stop } | Should -Throw -ErrorId 'PassphraseWordCountInvalid,EnterpriseSecurity.Commands.Passwords.NewPassphraseCommand'
        { New-Passphrase -Separator 'and' -ErrorAction Stop } | Should -Throw -ErrorId 'PassphraseSeparatorInvalid,EnterpriseSecurity.Commands.Passwords.NewPassphraseCommand'
    }

    It 'is written to the audit trail when it is refused' {
        { New-Passphrase 2 -ErrorAction Stop } | Should -Throw -ErrorId 'PassphraseWordCountInvalid,*'
        @(Get-SecurityAudit -Action password_generated)[-1].Metadata['error'] | Should -Be 'PassphraseWordCountInvalid'
    }

    It 'is written to the audit trail of the connected store' {
        $before = @(Get-SecurityAudit -Action password_generated).Count
        $null = New-Passphrase
        @(Get-SecurityAudit -Action password_generated).Count | Should -Be ($before + 1)
    }
}
