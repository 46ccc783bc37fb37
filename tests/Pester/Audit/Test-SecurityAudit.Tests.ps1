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

Describe 'Test-SecurityAudit' {
    It 'writes one bool, and names the first bad line' {
        1..5 | ForEach-Object { Write-SecurityAudit test "entry $_" }
        Test-SecurityAudit | Should -BeTrue
        $file = Get-ChildItem (Join-Path $folder store audit) -Filter *.jsonl
        (Get-Content -LiteralPath $file -Raw).Replace('entry 3', 'entry 7') | Set-Content -LiteralPath $file -NoNewline
        $result = Test-SecurityAudit
        $result | Should -BeOfType bool
        $result | Should -BeFalse
        $verdict = Test-SecurityAudit -Detailed
        $verdict.Finding | Should -Be LineChanged
        (Get-Content -LiteralPath $file)[$verdict.LineNumber - 1] | Should -Match 'entry 7'
    }
}
