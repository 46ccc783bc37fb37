BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    $obstacle = Get-SuitePostgreSqlObstacle
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    $script:sample = [IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'samples', 'complete-workflow.ps1')

    function Invoke-Sample([string[]] $Arguments) {
        $output = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -File $sample @Arguments 2>&1 | ForEach-Object { "$_" }
        $output -join "`n" | Should -Match 'success rate: 60.0 %'
        $output[-1] | Should -Match '^All \d+ lines are there, in order and unchanged.$'
        $LASTEXITCODE | Should -Be 0
    }
}

Describe 'samples/complete-workflow.ps1' {
    It 'tells its story on SQLite' {
        Invoke-Sample
    }

    It 'tells it on PostgreSQL' -Skip:([bool]$obstacle) {
        $server = Start-SuitePostgreSql
        try {
            Invoke-Sample '-Provider', 'PostgreSql', '-ConnectionString', (Get-SuiteConnectionString $server sample)
        }
        finally {
            Stop-SuitePostgreSql $server
        }
    }
}
