#!/usr/bin/env pwsh
<#
.SYNOPSIS
    What the module takes beside the least that any module takes, and beside the library's own calls.
.DESCRIPTION
    Every comparison runs both sides in turn and shows the median of the pairs' ratios, so that what else the
    machine does meets both alike. Needs the module built with -c Release; the library against other programs is
    measured by bench/EnterpriseSecurity.Benchmarks -- compare.
.EXAMPLE
    ./bench/Compare.ps1
.EXAMPLE
    ./bench/Compare.ps1 -Part Import -Pairs 31
#>
[CmdletBinding()]
param(
    [ValidateSet('Import', 'FirstRead', 'Overhead', 'Rates')]
    [string[]] $Part = @('Import', 'FirstRead', 'Overhead', 'Rates'),

    # How often each side runs.
    [int] $Pairs = 15,

    # The module to measure.
    [string] $Module = (Join-Path $PSScriptRoot '../artifacts/module/EnterpriseSecurity'),

    # The numbers of secrets in the store for Rates.
    [int[]] $Secrets = @(10, 1000, 100000)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$env:POWERSHELL_TELEMETRY_OPTOUT = 1
$env:POWERSHELL_UPDATECHECK = 'Off'
$pwsh = [Environment]::ProcessPath
$manifest = (Resolve-Path (Join-Path $Module 'EnterpriseSecurity.psd1')).Path
$work = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "es-bench-$([guid]::NewGuid().ToString('N'))")).FullName

function Get-Median([double[]] $Figure) { @($Figure | Sort-Object)[[math]::Floor($Figure.Count / 2)] }

# Runs two script blocks, each of which returns a number, in turn.
function Compare-InTurn([string] $What, [scriptblock] $Ours, [scriptblock] $Theirs, [string] $Unit) {
    $null = & $Ours; $null = & $Theirs
    $rows = foreach ($pair in 1..$Pairs) { $a = [double](& $Ours); $b = [double](& $Theirs); [pscustomobject]@{ Ours = $a; Theirs = $b; Ratio = $a / $b } }
    [pscustomobject]@{
        What = $What
        Ours = '{0:N1} {1}' -f (Get-Median $rows.Ours), $Unit
        Theirs = '{0:N1} {1}' -f (Get-Median $rows.Theirs), $Unit
        MedianRatio = '{0:N2}' -f (Get-Median $rows.Ratio)
    }
}

# The milliseconds that a piece of script takes in a fresh process, from its own clock.
function Measure-Fresh([string] $Script) {
    & $pwsh -NoProfile -NonInteractive -Command "`$w=[Diagnostics.Stopwatch]::StartNew(); $Script; `$w.Elapsed.TotalMilliseconds"
}

function Get-BareModule {
    $path = Join-Path $work 'Bare.dll'
    $bare = Join-Path $work 'Bare.psd1'
    if (Test-Path $bare) { return $bare }
    Add-Type -OutputAssembly $path -TypeDefinition @'
using System.Management.Automation;
[Cmdlet(VerbsCommon.Get, "Bare")]
public sealed class GetBareCommand : PSCmdlet { protected override void ProcessRecord() { WriteObject(1); } }
'@
    New-ModuleManifest -Path $bare -RootModule Bare.dll -CmdletsToExport 'Get-Bare' -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    $bare
}

function New-Store([int] $Count) {
    $store = Join-Path $work "store-$Count-$([guid]::NewGuid().ToString('N'))"
    $null = & dotnet run -c Release --project (Join-Path $PSScriptRoot 'EnterpriseSecurity.Benchmarks') '--' seed $store "$store.key" $Count
    if ($LASTEXITCODE -ne 0) { throw 'The store could not be seeded.' }
    $store
}

# Loops in compiled code, so that the calls of the library are measured without PowerShell around them.
function Add-LibraryLoops {
    Add-Type -ReferencedAssemblies (Join-Path $Module 'EnterpriseSecurity.Core.dll'), 'System.Runtime', 'System.Memory' -TypeDefinition @'
using System.Diagnostics;
using EnterpriseSecurity;
using EnterpriseSecurity.Secrets;
public static class LibraryLoops
{
    public static double Protect(EnterpriseSecurityManager store, string[] names, byte[] bytes)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (string name in names) { using (SecretValue value = SecretValue.FromBytes(bytes)) store.Secrets.Protect(name, value); }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / names.Length;
    }

    public static double Unprotect(EnterpriseSecurityManager store, string[] names)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (string name in names) { using (SecretValue value = store.Secrets.Unprotect(SecretReference.ByName(name))) value.Content.Span.ToArray(); }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / names.Length;
    }
}
'@
}

function Get-FreshName { foreach ($i in 1..1000) { "new-$([guid]::NewGuid())" } }

function Measure-Overhead {
    $store = New-Store 1000
    $protector = [EnterpriseSecurity.Keys.KeyProtector]::FromKeyFile("$store.key")
    $manager = [EnterpriseSecurity.EnterpriseSecurityManager]::Open($store, $protector)
    Add-LibraryLoops
    $bytes = [byte[]]::new(1024)
    $seeded = [string[]](0..999 | ForEach-Object { 'secret-{0:D7}' -f $_ })
    $results = @(
        Compare-InTurn 'Unprotect-Secret against the Core call, 1,000 objects' -Unit 'µs/object' -Theirs { [LibraryLoops]::Unprotect($manager, $seeded) } -Ours {
            $watch = [Diagnostics.Stopwatch]::StartNew(); $null = $seeded | Unprotect-Secret -Store $manager; $watch.Elapsed.TotalMicroseconds / 1000
        }
        Compare-InTurn 'Protect-Secret against the Core call, 1,000 objects' -Unit 'µs/object' -Theirs { [LibraryLoops]::Protect($manager, [string[]](Get-FreshName), $bytes) } -Ours {
            $objects = foreach ($name in Get-FreshName) { [pscustomobject]@{ Name = $name; Value = $bytes } }
            $watch = [Diagnostics.Stopwatch]::StartNew(); $null = $objects | Protect-Secret -Store $manager; $watch.Elapsed.TotalMicroseconds / 1000
        }
    )
    $manager.Dispose()
    $protector.Dispose()
    $results
}

function Measure-Rates([int] $Count) {
    $store = New-Store $Count
    $null = Connect-SecurityStore -Path $store -KeyFile "$store.key"
    $bytes = [byte[]]::new(1024)
    $reads = 1000; $writes = 300
    $rows = foreach ($round in 0..6) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        for ($i = 0; $i -lt $reads; $i++) { $null = Unprotect-Secret -Name ('secret-{0:D7}' -f (($round * $reads + $i) * 7919 % $Count)) }
        $read = $reads / $watch.Elapsed.TotalSeconds
        $watch.Restart()
        for ($i = 0; $i -lt $writes; $i++) { $null = Protect-Secret -Name "new-$round-$i" -Value $bytes }
        [pscustomobject]@{ Read = $read; Write = $writes / $watch.Elapsed.TotalSeconds }
    }
    Disconnect-SecurityStore
    $counted = @($rows | Select-Object -Skip 2)
    [pscustomobject]@{
        Secrets = $Count
        'Unprotect-Secret a second' = '{0:N0}' -f (Get-Median $counted.Read)
        'Protect-Secret a second' = '{0:N0}' -f (Get-Median $counted.Write)
    }
}

try {
    switch ($Part) {
        'Import' {
            $bare = Get-BareModule
            Compare-InTurn 'Import-Module, fresh process, against a bare one-cmdlet module (bar: at most 1.5)' -Unit 'ms' `
                -Ours { Measure-Fresh "Import-Module '$manifest'" } -Theirs { Measure-Fresh "Import-Module '$bare'" } | Format-List
        }
        'FirstRead' {
            $bare = Get-BareModule
            $store = New-Store 10
            Compare-InTurn 'Import, connect with a key file and read one secret, fresh process; beside the bare import' -Unit 'ms' `
                -Ours { Measure-Fresh "Import-Module '$manifest'; `$null = Connect-SecurityStore -Path '$store' -KeyFile '$store.key'; `$null = Unprotect-Secret secret-0000001" } `
                -Theirs { Measure-Fresh "Import-Module '$bare'" } | Format-List
        }
        'Overhead' { Import-Module $manifest; Measure-Overhead | Format-List }
        'Rates' { Import-Module $manifest; $Secrets | ForEach-Object { Measure-Rates $_ } | Format-Table -AutoSize }
    }
}
finally {
    Remove-Item -LiteralPath $work -Recurse -Force
}
