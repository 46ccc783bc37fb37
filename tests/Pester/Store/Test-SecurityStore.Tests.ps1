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

Describe 'Test-SecurityStore' {
    It 'writes one bool for a whole store' {
        $null = Protect-Secret one 'value'
        $result = Test-SecurityStore
        $result | Should -BeOfType bool
        $result | Should -BeTrue
        (Test-SecurityStore -Detailed).Records | Should -Be 1
    }

    It 'names a file that others can read' -Skip:$IsWindows { # modes are a matter of Unix
        $file = Join-Path $folder store store.db
        chmod 644 $file
        Test-SecurityStore | Should -BeFalse
        (Test-SecurityStore -Detailed).Findings.Subject | Should -Contain $file
        chmod 600 $file
    }
}
