#!/usr/bin/env pwsh
<#
.SYNOPSIS
    The project's tasks, each of them a dotnet command that is shown before it runs.
.EXAMPLE
    ./build.ps1
    Builds the module to artifacts/module/EnterpriseSecurity.
.EXAMPLE
    ./build.ps1 -Task Package
    Packs artifacts/package/EnterpriseSecurity.<version>.nupkg, as a module gallery takes it.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Bench', 'Docs', 'Package', 'Soak')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # Package for this machine's platform only, with native code compiled ahead: imports faster, runs nowhere else.
    [switch] $ReadyToRun
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$version = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'EnterpriseSecurity.psd1')).ModuleVersion

function Invoke-Dotnet {
    Write-Host "> dotnet $args"
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE." }
}

function Invoke-Script([string] $Path) {
    if (-not (Test-Path -LiteralPath $Path)) { throw "There is no $Path in this version." }
    Write-Host "> pwsh $Path"
    & ([Environment]::ProcessPath) -NoProfile -File $Path
    if ($LASTEXITCODE -ne 0) { throw "$Path failed with exit code $LASTEXITCODE." }
}

# About ten minutes; docs/performance.md says what each part shows.
function Invoke-Bench {
    $project = 'bench/EnterpriseSecurity.Benchmarks'
    Invoke-Dotnet build src/EnterpriseSecurity/EnterpriseSecurity.csproj -c Release
    Invoke-Dotnet run -c Release --project $project '--' --filter '*'
    Invoke-Dotnet run -c Release --project $project '--' rates
    Invoke-Dotnet run -c Release --project $project '--' keys
    Invoke-Dotnet run -c Release --project $project '--' access
    Invoke-Dotnet run -c Release --project $project '--' compare
    Invoke-Script bench/Compare.ps1
}

# 2,000 processes killed at work, and what each leaves checked, breach lists of 10,000,000 lines, and 1,000,000 hostile
# inputs for every parser; some hours.
function Invoke-Soak {
    $env:SECURITY_SOAK_ROUNDS ??= 2000
    $env:SECURITY_FUZZ_CASES ??= 1000000
    Invoke-Dotnet test tests/EnterpriseSecurity.Core.Tests -c Release --filter 'Category=Reliability|FullyQualifiedName~Breached|FullyQualifiedName~ApiKeyProcess'
    Invoke-Dotnet test tests/EnterpriseSecurity.Core.Tests -c Release --filter 'Category=HostileInput' --logger 'console;verbosity=detailed'
}

# The reference in docs/en-US, from the comments of the cmdlets; what it writes is committed.
function Write-Reference {
    Invoke-Dotnet build src/EnterpriseSecurity/EnterpriseSecurity.csproj -c $Configuration
    Invoke-Dotnet run -c $Configuration --no-build --project tools/EnterpriseSecurity.HelpWriter '--' reference "src/EnterpriseSecurity/bin/$Configuration/net10.0/EnterpriseSecurity.dll" docs/en-US
}

function Build-Package {
    $project = 'src/EnterpriseSecurity/EnterpriseSecurity.csproj'
    $package = Join-Path $PSScriptRoot 'artifacts' 'package'
    $staging = Join-Path $package 'EnterpriseSecurity'
    if (Test-Path -LiteralPath $package) { Remove-Item -LiteralPath $package -Recurse -Force }
    Invoke-Dotnet build $project -c Release "-p:ModuleFolder=$staging/"

    if ($ReadyToRun) {
        # Ahead-of-time code is bound to one platform, so it goes over the portable files only when asked for.
        $rid = [Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier -replace '^(?!win|osx|linux)[^-]+', 'linux'
        $compiled = Join-Path $PSScriptRoot 'artifacts' 'readytorun'
        Invoke-Dotnet publish $project -c Release -r $rid --self-contained false '-p:PublishReadyToRun=true' "-p:ModuleFolder=$compiled/module/" -o "$compiled/publish"
        foreach ($file in Get-ChildItem "$compiled/publish" -Filter *.dll) {
            foreach ($target in (Join-Path $staging $file.Name), (Join-Path $staging 'lib' $file.Name)) {
                if (Test-Path -LiteralPath $target) { Copy-Item -LiteralPath $file.FullName -Destination $target }
            }
        }
        Remove-Item -LiteralPath $compiled -Recurse -Force
    }

    $data = Import-PowerShellDataFile (Join-Path $staging 'EnterpriseSecurity.psd1')
    $tags = @('PSModule', 'PSEdition_Core') + $data.PrivateData.PSData.Tags +
        @($data.CmdletsToExport | ForEach-Object { "PSCmdlet_$_" }) | Select-Object -Unique
    # The gallery takes no more; with PSCommand_ tags beside those for the same cmdlets it would be past that.
    if (($tags -join ' ').Length -gt 4000) { throw "The package's tags have $(($tags -join ' ').Length) characters; the gallery takes 4,000." }
    Invoke-Dotnet pack build/Package.csproj "-p:StagedModule=$staging/" "-p:PackageTags=$($tags -join ' ')" "-p:PackageVersion=$version" -o $package
    Get-ChildItem $package -Filter *.nupkg | ForEach-Object { Write-Host "Packed $($_.FullName) ($([math]::Round($_.Length / 1MB, 1)) MB)." }
}

Push-Location $PSScriptRoot
try {
    foreach ($one in $Task) {
        switch ($one) {
            'Build' { Invoke-Dotnet build SecurityModule.sln -c $Configuration }
            'Test' { Invoke-Dotnet test SecurityModule.sln -c $Configuration }
            'Bench' { Invoke-Bench }
            'Docs' { Write-Reference }
            'Package' { Build-Package }
            'Soak' { Invoke-Soak }
        }
    }
}
finally {
    Pop-Location
}
