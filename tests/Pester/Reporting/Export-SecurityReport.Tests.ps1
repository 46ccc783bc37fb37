BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = Protect-Secret 'db-password' 'Planted-V4lue-9a' -ExpiresIn 20d
    $script:class = 'EnterpriseSecurity.Commands.Reporting.ExportSecurityReportCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Export-SecurityReport' {
    It 'writes one page, owner-only, with the names and without the secrets' {
        $path = Join-Path $folder report.html
        Export-SecurityReport -Path $path | Should -BeNullOrEmpty
        $page = Get-Content -LiteralPath $path -Raw
        $page | Should -Match '^<!DOCTYPE html>'
        $page | Should -Match 'db-password'
        $page | Should -Not -Match 'Planted-V4lue-9a'
        $page | Should -Not -Match '<script'
        if (-not $IsWindows) { (Get-Item -LiteralPath $path).UnixMode | Should -Be '-rw-------' }
        @(Get-SecurityAudit -Action report_exported).Count | Should -Be 1
    }

    It 'passes its figures on, and the file by property name' {
        $report = Export-SecurityReport (Join-Path $folder figures.html) -PassThru -Title 'Quarterly <b>' -Within 30d
        $report | Should -BeOfType EnterpriseSecurity.Reporting.SecurityReportSummary
        $report.IsSound | Should -BeTrue
        $report.IsRedacted | Should -BeFalse
        $report.Status.Secrets | Should -Be (Get-SecurityStatus).Secrets
        $report.Soon | Should -BeGreaterThan 0
        ($report | Get-Item).Length | Should -Be $report.Length
        Get-Content -LiteralPath $report.Path -Raw | Should -Match '<bdi>Quarterly &lt;b&gt;</bdi>'
        ($report | Format-Table | Out-String -Width 100) | Should -Match 'figures.html'
    }

    It 'redacts' {
        $report = Export-SecurityReport (Join-Path $folder redacted.html) -Redact -PassThru
        $report.IsRedacted | Should -BeTrue
        $page = Get-Content -LiteralPath $report.Path -Raw
        $page | Should -Not -Match 'db-password'
        $page | Should -Not -Match ([regex]::Escape($folder))
        # As a word: the pseudonyms' letters are random.
        $page | Should -Not -Match "(?<![\w-])$([regex]::Escape([Environment]::MachineName))(?![\w-])"
        $page | Should -Match 'secret-[a-z2-9]{8}'
    }

    It 'changes nothing with -WhatIf' {
        $path = Join-Path $folder whatif.html
        Export-SecurityReport $path -WhatIf
        $path | Should -Not -Exist
    }

    It 'replaces a file only with -Force' {
        $path = Join-Path $folder twice.html
        Set-Content -LiteralPath $path -Value mine
        { Export-SecurityReport $path -ErrorAction Stop } | Should -Throw -ErrorId "ReportExists,$class"
        Get-Content -LiteralPath $path | Should -Be mine
        Export-SecurityReport $path -Force
        Get-Content -LiteralPath $path -Raw | Should -Match '^<!DOCTYPE html>'
        if (-not $IsWindows) { (Get-Item -LiteralPath $path).UnixMode | Should -Be '-rw-------' }
    }

    It 'takes relative and provider paths, and wildcard characters as they stand' {
        Push-Location -LiteralPath $folder
        try {
            Export-SecurityReport relative.html
            Join-Path $folder relative.html | Should -Exist
            Export-SecurityReport "FileSystem::$folder/one[1]*.html"
            Test-Path -LiteralPath (Join-Path $folder 'one[1]*.html') | Should -BeTrue
        }
        finally { Pop-Location }
        { Export-SecurityReport 'Env:report.html' -ErrorAction Stop } | Should -Throw -ErrorId "PathNotFileSystem,$class"
    }

    It 'says what is wrong with its input' {
        $path = Join-Path $folder wrong.html
        { Export-SecurityReport $path -Within 1h -ErrorAction Stop } | Should -Throw -ErrorId "ReportPeriodInvalid,$class"
        { Export-SecurityReport $path -Title ('x' * 201) -ErrorAction Stop } | Should -Throw -ErrorId "ReportTitleInvalid,$class"
        { Export-SecurityReport $path -Within 30 } | Should -Throw
        { Export-SecurityReport (Join-Path $folder none report.html) -ErrorAction Stop } | Should -Throw -ErrorId "ReportUnwritable,$class"
        $path | Should -Not -Exist
    }

    It 'needs a store' {
        $result = Invoke-SuiteProcess -Script '
            Import-Module (Join-Path $ModulePath EnterpriseSecurity.psd1)
            try { Export-SecurityReport report.html } catch { $_.FullyQualifiedErrorId }'
        $result.Output | Should -Contain "StoreNotConnected,$class"
    }
}
