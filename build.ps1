#!/usr/bin/env pwsh
<#
.SYNOPSIS
    The project's tasks, each of them a dotnet command that is shown before it runs.
.EXAMPLE
    ./build.ps1
    Builds the module to artifacts/module/EnterpriseSecurity.
.EXAMPLE
    ./build.ps1 -Task Package, TestPackage
    Packs artifacts/package/EnterpriseSecurity.<version>.nupkg, as a module gallery takes it, then installs it into an
    empty profile and works with it there.
.EXAMPLE
    ./build.ps1 -Task Package -CertificatePath signing.pfx -CertificatePassword (Read-Host -AsSecureString) -TimestampServer http://timestamp.example.com
    Packs and signs.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Bench', 'Docs', 'Package', 'TestPackage', 'Soak')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # Package without any code compiled ahead: smaller, quicker to build, slower to the first secret.
    [switch] $Portable,

    # Where the project lives, for the package's page.
    [uri] $ProjectUri,

    # Sign the package, and on Windows its files, with this PFX file.
    [string] $CertificatePath,

    [securestring] $CertificatePassword,

    # Sign with the certificate of this thumbprint in the personal store instead.
    [string] $CertificateThumbprint,

    # An RFC 3161 server, so that the signature outlives the certificate.
    [uri] $TimestampServer
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
# The platforms that the package carries native SQLite for, and where it may carry code compiled ahead.
$NativePlatforms = 'win-x64', 'win-arm64', 'linux-x64', 'linux-arm64', 'osx-x64', 'osx-arm64'
# What runs between import and the first secret; docs/performance.md says what each of them brings.
$CompiledAhead = 'EnterpriseSecurity.Core', 'EnterpriseSecurity.Providers', 'Microsoft.Data.Sqlite', 'SQLitePCLRaw.core', 'SQLitePCLRaw.batteries_v2', 'SQLitePCLRaw.provider.e_sqlite3'
$version = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'EnterpriseSecurity.psd1')).ModuleVersion

function Invoke-Dotnet {
    Write-Host "> dotnet $args"
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE." }
}

function Invoke-Script([string] $Script) {
    if (-not (Test-Path -LiteralPath $Script)) { throw "There is no $Script in this version." }
    Write-Host "> pwsh $Script $args"
    & ([Environment]::ProcessPath) -NoProfile -File $Script @args
    if ($LASTEXITCODE -ne 0) { throw "$Script failed with exit code $LASTEXITCODE." }
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

# 2,000 processes killed at work on each provider, every fault at every call, and what each leaves
# checked; breach lists of 10,000,000 lines, and 1,000,000 hostile inputs for every parser; some hours. The verdicts are printed.
function Invoke-Soak {
    $env:SECURITY_SOAK_ROUNDS ??= 2000
    $env:SECURITY_FUZZ_CASES ??= 1000000
    Invoke-Dotnet test tests/EnterpriseSecurity.Core.Tests -c Release --filter 'Category=Reliability|FullyQualifiedName~Breached|FullyQualifiedName~ApiKeyProcess' --logger 'console;verbosity=detailed'
    Invoke-Dotnet test tests/EnterpriseSecurity.Core.Tests -c Release --filter 'Category=SeveralProcesses' --logger 'console;verbosity=detailed'
    Invoke-Dotnet test tests/EnterpriseSecurity.Core.Tests -c Release --filter 'Category=HostileInput' --logger 'console;verbosity=detailed'
    $env:SECURITY_DIFFERENTIAL_CASES ??= 10000
    Invoke-Dotnet test tests/EnterpriseSecurity.Interop.Tests -c Release --filter 'Category=Differential' --logger 'console;verbosity=detailed'
}

# The reference in docs/en-US, from the comments of the cmdlets; what it writes is committed.
function Write-Reference {
    Invoke-Dotnet build src/EnterpriseSecurity/EnterpriseSecurity.csproj -c $Configuration
    Invoke-Dotnet run -c $Configuration --no-build --project tools/EnterpriseSecurity.HelpWriter '--' reference "src/EnterpriseSecurity/bin/$Configuration/net10.0/EnterpriseSecurity.dll" docs/en-US
}

# The newest section of the changelog, without its heading.
function Get-ReleaseNotes {
    $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot 'CHANGELOG.md'))
    $section = [regex]::Match($text, '(?ms)^## [^\n]*\n(.*?)(?=^## |\z)')
    if (-not $section.Success) { throw 'CHANGELOG.md has no section to take the release notes from.' }
    return $section.Groups[1].Value.Trim()
}

# Native code of the assemblies in $CompiledAhead, for each platform whose runtime pack can be restored on this machine.
# An image that was compiled for another platform does not load at all, so the portable files stay where they are and
# these lie beside them, one folder a platform, for ModuleLibraries to choose from.
function Add-CompiledAhead([string] $Staging) {
    $work = Join-Path $PSScriptRoot 'artifacts' 'readytorun'
    foreach ($platform in $NativePlatforms) {
        $project = 'src/EnterpriseSecurity.Providers/EnterpriseSecurity.Providers.csproj'
        $settings = '-r', $platform, '-p:PublishReadyToRun=true', '-p:SelfContained=false'
        Write-Host "> dotnet restore $project $settings"
        $null = & dotnet restore $project @settings 2>&1
        if ($LASTEXITCODE -ne 0) {
            Write-Host "No code is compiled ahead for ${platform}: its runtime pack cannot be restored here. The portable files serve there."
            continue
        }
        Invoke-Dotnet publish $project -c Release --no-restore @settings -o "$work/$platform"
        $target = New-Item -ItemType Directory -Path (Join-Path $Staging 'lib' 'ahead' $platform) -Force
        foreach ($name in $CompiledAhead) { Copy-Item -LiteralPath "$work/$platform/$name.dll" -Destination $target }
    }
    Invoke-Dotnet build src/EnterpriseSecurity.Loader/EnterpriseSecurity.Loader.csproj -c Release -o "$work/loader"
    Copy-Item -LiteralPath "$work/loader/EnterpriseSecurity.Loader.dll" -Destination $Staging
    Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction Ignore
}

# The manifest of the package says more than the one in the repository: the release notes, where the project lives, and
# what chooses among the builds of the library.
function Complete-Manifest([string] $Path, [string] $Notes) {
    $text = [IO.File]::ReadAllText($Path)
    if (Test-Path -LiteralPath (Join-Path (Split-Path $Path) 'EnterpriseSecurity.Loader.dll')) {
        $nested = [regex]::Match($text, "(?m)^    NestedModules +=[ ]@\(")
        $text = $nested.Success ? $text.Insert($nested.Index + $nested.Length, "'EnterpriseSecurity.Loader.dll', ") :
            [regex]::Replace($text, '(?m)^    RootModule .*$', "`$0`n    NestedModules        = @('EnterpriseSecurity.Loader.dll')")
    }
    $notesLine = "ReleaseNotes = 'See CHANGELOG.md.'"
    if (-not $text.Contains($notesLine)) { throw "The manifest's line `"$notesLine`" is gone; the release notes belong there." }
    $fields = "ReleaseNotes = @'`n$Notes`n'@"
    if ($ProjectUri) { $fields += "`n            ProjectUri   = '$($ProjectUri.AbsoluteUri -replace "'", "''")'" }
    [IO.File]::WriteAllText($Path, $text.Replace($notesLine, $fields))
}

# The certificates of the PFX file: the signer's and those that lead from it to a root.
function Get-SigningFile {
    $file = (Resolve-Path -LiteralPath $CertificatePath).ProviderPath
    $password = [pscredential]::new('pfx', ($CertificatePassword ?? [securestring]::new())).GetNetworkCredential().Password
    return , [Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadPkcs12CollectionFromFile($file, $password, 'Exportable')
}

function Get-SigningCertificate {
    if ($CertificatePath) { return Get-SigningFile | ForEach-Object { $_ } | Where-Object HasPrivateKey | Select-Object -First 1 }
    $found = Get-ChildItem Cert:\CurrentUser\My, Cert:\LocalMachine\My | Where-Object { $_.Thumbprint -eq $CertificateThumbprint -and $_.HasPrivateKey } | Select-Object -First 1
    if (-not $found) { throw "There is no certificate with the thumbprint $CertificateThumbprint and a private key in the personal stores." }
    return $found
}

# Authenticode exists on Windows only; elsewhere the package's own signature is the one there is.
function Set-ModuleSignature([string] $Staging) {
    if (-not $IsWindows) {
        Write-Host 'The files are not signed: Authenticode needs Windows. The package itself is.'
        return
    }
    $ours = Get-ChildItem $Staging -Recurse -File | Where-Object { $_.Name -like 'EnterpriseSecurity*.dll' -or $_.Extension -in '.psd1', '.psm1', '.ps1', '.ps1xml' }
    $server = $TimestampServer ? @{ TimestampServer = $TimestampServer.AbsoluteUri } : @{}
    $failed = $ours | Set-AuthenticodeSignature -Certificate (Get-SigningCertificate) -HashAlgorithm SHA256 @server | Where-Object Status -NE Valid
    if ($failed) { throw "These files could not be signed: $($failed.Path -join ', ')." }
}

function Set-PackageSignature([string] $Package) {
    $arguments = @('nuget', 'sign', $Package, '--overwrite')
    if ($TimestampServer) { $arguments += '--timestamper', $TimestampServer.AbsoluteUri }
    if ($CertificateThumbprint) {
        # NuGet takes fingerprints of SHA-2 only.
        $fingerprint = (Get-SigningCertificate).GetCertHashString('SHA256')
        Invoke-Dotnet @arguments --certificate-fingerprint $fingerprint
        return
    }

    # A password on a command line can be read by everybody on the machine, a file of ours cannot.
    $folder = [IO.Directory]::CreateTempSubdirectory('es-sign-')
    try {
        $file = Join-Path $folder 'signer.pfx'
        [IO.File]::WriteAllBytes($file, (Get-SigningFile).Export('Pfx'))
        Invoke-Dotnet @arguments --certificate-path $file
    }
    finally {
        $folder.Delete($true)
    }
}

# The gallery finds cmdlets by these tags, and takes 4,000 characters of them (with PSCommand_ tags beside those for the
# same cmdlets it would be past that at once). When they are too many, those go without that nobody looks for first.
function Get-PackageTag([hashtable] $Manifest) {
    $most = 4000
    $last = 'Clear', 'Disable', 'Enable', 'Remove', 'Reset', 'Resume', 'Set', 'Step', 'Suspend', 'Undo', 'Write'
    $tags = @('PSModule', 'PSEdition_Core', 'PSIncludes_Cmdlet') + $Manifest.PrivateData.PSData.Tags | Select-Object -Unique
    foreach ($cmdlet in $Manifest.CmdletsToExport | Sort-Object { ($_ -split '-')[0] -in $last } -Stable) {
        $with = @($tags) + "PSCmdlet_$cmdlet"
        if (($with -join ' ').Length -gt $most) { break }
        $tags = $with
    }
    return $tags
}

function Build-Package {
    $package = Join-Path $PSScriptRoot 'artifacts' 'package'
    $staging = Join-Path $package 'EnterpriseSecurity'
    if (Test-Path -LiteralPath $package) { Remove-Item -LiteralPath $package -Recurse -Force }
    Invoke-Dotnet build src/EnterpriseSecurity/EnterpriseSecurity.csproj -c Release "-p:ModuleFolder=$staging/"
    if (-not $Portable) { Add-CompiledAhead $staging }

    $notes = Get-ReleaseNotes
    Complete-Manifest (Join-Path $staging 'EnterpriseSecurity.psd1') $notes
    # What the README leads to is there without a network too.
    foreach ($file in 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs', 'build/icon.png') { Copy-Item -LiteralPath $file -Destination $staging -Recurse }
    $null = New-Item -ItemType Directory (Join-Path $staging 'samples')
    Copy-Item -LiteralPath 'samples/complete-workflow.ps1' -Destination (Join-Path $staging 'samples')
    $signed = $CertificatePath -or $CertificateThumbprint
    if ($signed) { Set-ModuleSignature $staging }

    $data = Import-PowerShellDataFile (Join-Path $staging 'EnterpriseSecurity.psd1')
    $tags = Get-PackageTag $data
    $notesFile = Join-Path $package 'release-notes.md'
    [IO.File]::WriteAllText($notesFile, $notes)
    $about = @("-p:StagedModule=$staging/", "-p:PackageTags=$($tags -join ' ')", "-p:PackageVersion=$version", "-p:ReleaseNotesFile=$notesFile")
    if ($ProjectUri) { $about += "-p:PackageProjectUrl=$($ProjectUri.AbsoluteUri)" }
    Invoke-Dotnet pack build/Package.csproj @about -o $package
    Remove-Item -LiteralPath $notesFile

    $file = Get-ChildItem $package -Filter *.nupkg
    if ($signed) { Set-PackageSignature $file.FullName }
    Write-Host "Packed $($file.FullName) ($([math]::Round($file.Length / 1MB, 1)) MB)."
}

# The package as somebody who installs it meets it: in an empty profile, by its name.
function Test-Package {
    $env:ENTERPRISE_SECURITY_TEST_PACKAGE = (Get-ChildItem artifacts/package -Filter *.nupkg -ErrorAction Ignore | Select-Object -First 1).FullName
    if (-not $env:ENTERPRISE_SECURITY_TEST_PACKAGE) { throw 'There is no package yet: ./build.ps1 -Task Package, TestPackage' }
    Invoke-Script tests/Pester/Invoke-Suite.ps1 -Path tests/Pester/Package.Tests.ps1 -Output Detailed
    Invoke-Script tests/Pester/Invoke-Suite.ps1 -Path tests/Pester/Cookbook.Tests.ps1 -ModulePath artifacts/package/EnterpriseSecurity
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
            'TestPackage' { Test-Package }
            'Soak' { Invoke-Soak }
        }
    }
}
finally {
    Pop-Location
}
