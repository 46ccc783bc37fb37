<#
.SYNOPSIS
    Runs the cmdlets' tests against the built module and prints the counts as the last line.
.DESCRIPTION
    The module is taken from artifacts/module, where 'dotnet build' leaves it. The exit code is not zero when a test
    failed or none ran. Without Pester 5 nothing runs, and the last line says so. Many files are shared out among as many
    processes as there are processors.
#>
[CmdletBinding()]
param(
    # Test files or folders; all of them by default.
    [string[]] $Path = $PSScriptRoot,

    # Only tests with one of these tags.
    [string[]] $Tag,

    # How much Pester prints.
    [ValidateSet('None', 'Normal', 'Detailed', 'Diagnostic')]
    [string] $Output = 'Normal',

    # A module folder other than the built one, for example an unpacked package.
    [string] $ModulePath,

    # How many processes share the files; 1 to run them all in this one.
    [ValidateRange(1, 16)]
    [int] $Jobs = [Math]::Min([Environment]::ProcessorCount, 4)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if ($env:NO_COLOR) { $PSStyle.OutputRendering = 'PlainText' }

$pester = Get-Module -ListAvailable -Name Pester | Where-Object Version -GE '5.0' | Sort-Object Version -Descending | Select-Object -First 1
if (-not $pester) {
    'Cmdlet suite: NOT RUN, because Pester 5 or later is not installed. Install it with Install-PSResource Pester, and run this again.'
    exit 0
}
if ($ModulePath) { $env:ENTERPRISE_SECURITY_TEST_MODULE = (Resolve-Path -LiteralPath $ModulePath).ProviderPath }

# Runs test files in this process: how many passed, failed and were skipped.
function Invoke-Here([string[]] $Files) {
    Import-Module $pester.Path -Force
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Files
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = $Output
    $configuration.Output.CIFormat = 'None'
    if ($Tag) { $configuration.Filter.Tag = $Tag }
    $result = Invoke-Pester -Configuration $configuration
    # A container or a set-up block that failed hides its tests; it counts as a failure.
    $failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
    return $result.PassedCount, $failed, ($result.SkippedCount + $result.InconclusiveCount)
}

# Runs them in processes of their own, so many at once, and shows what each says when it ends.
function Invoke-Shared([string[]] $Files) {
    $common = @('-Output', $Output, '-Jobs', 1)
    if ($Tag) { $common += '-Tag', ($Tag -join ',') }
    # What takes longest begins first, and by itself, so that nobody waits for it at the end.
    $long, $short = $Files.Where({ (Split-Path $_ -Leaf) -in 'Examples.Tests.ps1', 'Help.Tests.ps1' }, 'Split')
    $shares = @($long | ForEach-Object { , @($_) }) + @(0..($Shares - 1) | ForEach-Object { $share = $_; , @(for ($i = $share; $i -lt $short.Count; $i += $Shares) { $short[$i] }) })
    $counts = 0, 0, 0
    $shares | ForEach-Object -ThrottleLimit $Jobs -Parallel {
        $names = @($using:PSCommandPath) + $_ | ForEach-Object { "'$($_ -replace "'", "''")'" }
        $command = "& $($names[0]) -Path $($names[1..$names.Count] -join ',') $($using:common -join ' ')"
        $said = @(& ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "$command; exit `$LASTEXITCODE" 2>&1 | ForEach-Object { "$_" })
        [pscustomobject]@{ Said = $said; ExitCode = $LASTEXITCODE; Files = $_ }
    } | ForEach-Object {
        $line = $_.Said.Count -gt 0 ? $_.Said[-1] : ''
        $_.Said | Select-Object -SkipLast 1 | Out-Host
        if ($line -match '^Cmdlet suite: (\d+) passed, (\d+) failed, (\d+) skipped$') { foreach ($i in 0..2) { $counts[$i] += [int]$Matches[$i + 1] } }
        else {
            Write-Host "A process of the suite ended with exit code $($_.ExitCode) and '$line', and these were not judged: $($_.Files -join ', ')"
            $counts[1]++
        }
    }
    return $counts
}

# Few files are not worth further processes.
$Shares = 10
$files = @(Get-ChildItem -Path $Path -Filter *.Tests.ps1 -File -Recurse | ForEach-Object FullName | Sort-Object)
$passed, $failed, $skipped = $Jobs -gt 1 -and $files.Count -gt 2 * $Shares ? (Invoke-Shared $files) : (Invoke-Here $files)
'Cmdlet suite: {0} passed, {1} failed, {2} skipped' -f $passed, $failed, $skipped
exit ($failed -gt 0 -or $passed -eq 0 ? 1 : 0)
