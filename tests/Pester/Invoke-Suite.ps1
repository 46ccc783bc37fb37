<#
.SYNOPSIS
    Runs the cmdlets' tests against the built module and prints the counts as the last line.
.DESCRIPTION
    The module is taken from artifacts/module, where 'dotnet build' leaves it. The exit code is not zero when a test
    failed or none ran. Without Pester 5 nothing runs, and the last line says so.
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
    [string] $ModulePath
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

Import-Module $pester.Path -Force
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $Output
$configuration.Output.CIFormat = 'None'
if ($Tag) { $configuration.Filter.Tag = $Tag }
$result = Invoke-Pester -Configuration $configuration

# A container or a set-up block that failed hides its tests; it counts as a failure.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
'Cmdlet suite: {0} passed, {1} failed, {2} skipped' -f $result.PassedCount, $failed, ($result.SkippedCount + $result.InconclusiveCount)
exit ($failed -gt 0 -or $result.PassedCount -eq 0 ? 1 : 0)
