BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $script:list = Join-Path $folder list.txt
    $lines = 1..200 | ForEach-Object { [Convert]::ToHexString([Security.Cryptography.SHA1]::HashData([Text.Encoding]::UTF8.GetBytes("breached$_"))) + ":$_" }
    [array]::Sort($lines, [StringComparer]::Ordinal)
    Set-Content $list $lines
    function Join-Folder([string] $Name) { Join-Path $folder $Name }
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Import-BreachedPasswordList' {
    It 'builds a filter that knows every password of the list' {
        Disconnect-SecurityStore
        $import = Import-BreachedPasswordList $list (Join-Folder all.filter)
        $import.Read, $import.Entries, $import.Size | Should -Be 200, 200, (Get-Item (Join-Folder all.filter)).Length
        $answers = 1..200 | ForEach-Object { "breached$_" } | Test-PasswordBreach -ListPath (Join-Folder all.filter)
        $answers | Should -Not -Contain $false
        Test-PasswordBreach fresh -ListPath (Join-Folder all.filter) | Should -BeFalse
    }

    It 'leaves out what was seen too seldom' {
        (Import-BreachedPasswordList -Path $list -Destination (Join-Folder often.filter) -MinimumCount 101).Entries | Should -Be 100
        Test-PasswordBreach breached100 -ListPath (Join-Folder often.filter) | Should -BeFalse
        Test-PasswordBreach breached101 -ListPath (Join-Folder often.filter) | Should -BeTrue
    }

    It 'becomes the connected store''s list' {
        $null = Initialize-SecurityStore (Join-Folder store) -KeyFile (Join-Folder key)
        $null = Import-BreachedPasswordList $list (Join-Folder own.filter)
        (Get-PasswordPolicy).BreachListPath | Should -Be (Join-Folder own.filter)
        Test-PasswordBreach breached7 | Should -BeTrue
        (Test-PasswordPolicy breached7 -Detailed).Violations.Rule | Should -Contain Breach
        (Get-SecurityAudit -Action password_breach_list_imported).Resource | Should -Be (Join-Folder own.filter)
    }

    It 'replaces a file only with -Force' {
        { Import-BreachedPasswordList $list (Join-Folder all.filter) -ErrorAction Stop } | Should -Throw -ErrorId 'BreachFilterExists,EnterpriseSecurity.Commands.Passwords.ImportBreachedPasswordListCommand'
        (Import-BreachedPasswordList $list (Join-Folder all.filter) -Force).Entries | Should -Be 200
    }

    It 'builds nothing with -WhatIf' {
        Import-BreachedPasswordList $list (Join-Folder whatif.filter) -WhatIf
        Test-Path (Join-Folder whatif.filter) | Should -BeFalse
    }

    It 'says what is no list, and leaves nothing behind' {
        Set-Content (Join-Folder notes) 'these are notes'
        { Import-BreachedPasswordList (Join-Folder notes) (Join-Folder x.filter) -ErrorAction Stop } | Should -Throw -ErrorId 'BreachListMalformed,*'
        { Import-BreachedPasswordList (Join-Folder none) (Join-Folder x.filter) -ErrorAction Stop } | Should -Throw -ErrorId 'BreachListNotFound,*'
        { Import-BreachedPasswordList (Join-Folder all.filter) (Join-Folder x.filter) -ErrorAction Stop } | Should -Throw -ErrorId 'BreachListNotReadable,*'
        { Import-BreachedPasswordList $list (Join-Folder none/x.filter) -ErrorAction Stop } | Should -Throw -ErrorId 'FileFailed,*'
        Get-ChildItem $folder -Filter 'x.filter*' | Should -BeNullOrEmpty
    }
}
