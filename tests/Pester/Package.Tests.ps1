# The package as somebody meets it who installs it: an empty profile, the module by its name. Run by
# './build.ps1 -Task Package, TestPackage', which says which file it is; otherwise skipped.
BeforeDiscovery {
    $without = -not $env:ENTERPRISE_SECURITY_TEST_PACKAGE
}

Describe 'The package' -Skip:$without {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
        $script:package = (Resolve-Path -LiteralPath $env:ENTERPRISE_SECURITY_TEST_PACKAGE).ProviderPath
        $script:profileFolder = New-SuiteFolder
        $script:modules = $IsWindows ? (Join-Path $profileFolder 'Documents/PowerShell/Modules') : (Join-Path $profileFolder '.local/share/powershell/Modules')

        # A script in a fresh PowerShell whose home is the empty profile: what it prints, its exit code, and its milliseconds.
        function Invoke-InProfile([string] $Script) {
            $file = Join-Path $profileFolder "$([guid]::NewGuid().ToString('n')).ps1"
            Set-Content -LiteralPath $file -Value "`$ErrorActionPreference = 'Stop'`n$Script"
            $saved = @{}
            $set = @{
                HOME = $profileFolder; USERPROFILE = $profileFolder; PSModulePath = $null; ENTERPRISE_SECURITY_HOME = $null
                XDG_DATA_HOME = $null; XDG_CONFIG_HOME = $null; XDG_CACHE_HOME = $null; XDG_STATE_HOME = $null
            }
            foreach ($name in $set.Keys) { $saved[$name] = [Environment]::GetEnvironmentVariable($name); [Environment]::SetEnvironmentVariable($name, $set[$name]) }
            try {
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $output = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -File $file 2>&1 | ForEach-Object { "$_" }
                return [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = @($output); Milliseconds = $watch.Elapsed.TotalMilliseconds }
            }
            finally {
                foreach ($name in $saved.Keys) { [Environment]::SetEnvironmentVariable($name, $saved[$name]) }
            }
        }

        function Get-Median([double[]] $Figure) { @($Figure | Sort-Object)[[math]::Floor($Figure.Count / 2)] }

        $script:started = [Diagnostics.Stopwatch]::StartNew()
        if (-not $IsWindows -and (Get-Command Install-PSResource -ErrorAction Ignore)) {
            $script:how = 'Install-PSResource from a folder'
            $install = Invoke-InProfile "
                Register-PSResourceRepository -Name local -Uri '$(Split-Path $package)' -Trusted
                Install-PSResource EnterpriseSecurity -Repository local -Prerelease"
            if ($install.ExitCode -ne 0) { throw "The installation failed: $($install.Output -join "`n")" }
        }
        else {
            # What Install-PSResource leaves: the package's content in a folder of its version, without what NuGet adds.
            $script:how = 'unpacked as Install-PSResource lays it out'
            $unpacked = New-SuiteFolder
            [IO.Compression.ZipFile]::ExtractToDirectory($package, $unpacked)
            $version = (Import-PowerShellDataFile (Join-Path $unpacked 'EnterpriseSecurity.psd1')).ModuleVersion
            Remove-Item -LiteralPath (Join-Path $unpacked '[Content_Types].xml'), (Join-Path $unpacked '_rels'), (Join-Path $unpacked 'package') -Recurse -Force
            Remove-Item (Join-Path $unpacked '*.nuspec')
            $target = Join-Path $modules 'EnterpriseSecurity'
            $null = New-Item -ItemType Directory $target -Force
            Move-Item -LiteralPath $unpacked -Destination (Join-Path $target $version)
        }
        $script:installed = $started.Elapsed.TotalMilliseconds
        $script:module = (Get-ChildItem (Join-Path $modules 'EnterpriseSecurity') -Directory).FullName
        $script:files = @(Get-ChildItem $module -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($module, $_.FullName) -replace '\\', '/' })

        $archive = [IO.Compression.ZipFile]::OpenRead($package)
        try {
            $reader = [IO.StreamReader]::new($archive.GetEntry('EnterpriseSecurity.nuspec').Open())
            $script:nuspec = ([xml] $reader.ReadToEnd()).package.metadata
            $reader.Dispose()
        }
        finally {
            $archive.Dispose()
        }
    }

    AfterAll {
        Remove-SuiteFolder $profileFolder
    }

    It 'carries what a gallery shows' {
        $manifest = Test-ModuleManifest (Join-Path $module 'EnterpriseSecurity.psd1')
        $nuspec.id | Should -BeExactly 'EnterpriseSecurity'
        $nuspec.version | Should -Be "$($manifest.Version)"
        foreach ($field in 'authors', 'description', 'copyright', 'tags', 'releaseNotes', 'icon', 'readme') { "$($nuspec.$field)" | Should -Not -BeNullOrEmpty -Because $field }
        $nuspec.license.InnerText | Should -Be 'MIT'
        $nuspec.tags.Length | Should -BeLessOrEqual 4000
        foreach ($tag in 'PSModule', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS') { -split $nuspec.tags | Should -Contain $tag }
        $manifest.ReleaseNotes | Should -Match '### There is'
        ($nuspec.releaseNotes -replace '\s') | Should -Be ($manifest.ReleaseNotes -replace '\s')
        foreach ($file in 'LICENSE', 'README.md', 'CHANGELOG.md', 'icon.png', 'samples/complete-workflow.ps1') { $files | Should -Contain $file }
        (Get-Item (Join-Path $module 'icon.png')).Length | Should -BeLessOrEqual 10KB
    }

    It 'carries every page that a page in it leads to' {
        $dead = foreach ($page in $files | Where-Object { $_ -like '*.md' }) {
            $folder = Split-Path (Join-Path $module $page)
            foreach ($link in [regex]::Matches((Get-Content -LiteralPath (Join-Path $module $page) -Raw), '\]\(([^):#\s]+)(#[^)\s]*)?\)')) {
                $target = $link.Groups[1].Value
                if (-not (Test-Path -LiteralPath (Join-Path $folder $target))) { "$page -> $target" }
            }
        }
        $dead | Should -BeNullOrEmpty
        $files | Should -Contain 'docs/cookbook.md'
    }

    It 'carries nothing that nobody runs' {
        $files | Where-Object { $_ -like '*.pdb' -or $_ -like '*.deps.json' -or ($_ -like '*.xml' -and $_ -notlike '*-Help.xml') } | Should -BeNullOrEmpty
        $files | Where-Object { $_ -like '*System.Management.Automation*' -or $_ -like '*PowerShellStandard*' } | Should -BeNullOrEmpty
    }

    It 'carries SQLite for six platforms and no other' {
        $native = $files | Where-Object { $_ -like '*e_sqlite3.*' -and $_ -like '*/native/*' } | ForEach-Object { ($_ -split '/')[2] } | Sort-Object
        $native | Should -Be @('linux-arm64', 'linux-x64', 'osx-arm64', 'osx-x64', 'win-arm64', 'win-x64')
    }

    It 'carries every assembly as portable code, and beside it only copies compiled ahead' {
        foreach ($file in $files | Where-Object { $_ -match '^lib/ahead/[^/]+/(.+)$' }) {
            $name = Split-Path $file -Leaf
            ($files -contains "lib/$name" -or $files -contains $name) | Should -BeTrue -Because "$file is a copy of one"
        }
        foreach ($name in 'EnterpriseSecurity.dll', 'EnterpriseSecurity.Core.dll', 'lib/EnterpriseSecurity.Providers.dll') {
            $stream = [IO.File]::OpenRead((Join-Path $module $name))
            $reader = [Reflection.PortableExecutable.PEReader]::new($stream)
            try {
                $reader.PEHeaders.CorHeader.Flags.HasFlag([Reflection.PortableExecutable.CorFlags]::ILOnly) | Should -BeTrue -Because $name
                $reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size | Should -Be 0 -Because $name
            }
            finally {
                $reader.Dispose()
            }
        }
    }

    It 'is imported by its name, with all its cmdlets and nothing said' {
        $run = Invoke-InProfile '
            Import-Module EnterpriseSecurity -WarningAction Stop
            (Get-Module EnterpriseSecurity).ModuleBase
            (Get-Command -Module EnterpriseSecurity).Count'
        $run.Output | Should -Be @($module, "$(@((Import-PowerShellDataFile (Join-Path $module 'EnterpriseSecurity.psd1')).CmdletsToExport).Count)")
        $run.ExitCode | Should -Be 0
    }

    It 'is found by a cmdlet''s name alone' {
        (Invoke-InProfile '(New-Password -Length 20).Length').Output | Should -Be @('20')
    }

    It 'runs its sample' {
        $run = Invoke-InProfile "& '$module/samples/complete-workflow.ps1' | Out-Null; (Get-Module EnterpriseSecurity).ModuleBase"
        $run.Output | Should -Be @($module)
        $run.ExitCode | Should -Be 0
    }

    It 'does the five minutes of its README' {
        $readme = [IO.File]::ReadAllText((Join-Path $module 'README.md')) -replace "`r"
        $commands = [regex]::Match($readme, '(?ms)^## Five minutes\n.*?^```powershell\n(.*?)^```').Groups[1].Value
        $commands | Should -Not -BeNullOrEmpty
        $run = Invoke-InProfile "
            function Read-Host([string] `$Prompt, [switch] `$AsSecureString) { ConvertTo-SecureString 'correct horse battery staple' -AsPlainText -Force }
            function psql { `$env:PGPASSWORD -eq 'correct horse battery staple' }
            . {
            $commands
            } | Out-String
            '----'
            (Get-SecurityStore).Path
            Test-SecurityAudit"
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
        $run.Output | Should -Contain 'True' -Because 'the program was given the password'
        $run.Output[-2] | Should -BeLike "$profileFolder*" -Because 'the store is in the user''s own folder'
        $run.Output[-1] | Should -Be 'True'
    }

    It 'says how long the first secret took, beside the retiring local vault where that is installed' {
        $store = Join-Path $profileFolder 'store'
        $sides = [ordered]@{
            'This module' = @{
                First = "`$null = Initialize-SecurityStore '$store' -KeyFile '$store.key'; `$null = Protect-Secret db 'correct horse'; Unprotect-Secret db -AsPlainText"
                Import = 'Import-Module EnterpriseSecurity'
                Read = "Import-Module EnterpriseSecurity; `$null = Connect-SecurityStore '$store' -KeyFile '$store.key'; `$null = Unprotect-Secret db"
            }
        }
        if (Get-Module -ListAvailable Microsoft.PowerShell.SecretStore) {
            $both = 'Import-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore'
            $sides['SecretStore'] = @{
                First = "$both
                    Set-SecretStoreConfiguration -Authentication None -Interaction None -Confirm:`$false -Password (ConvertTo-SecureString x -AsPlainText -Force)
                    Register-SecretVault Local -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
                    Set-Secret db 'correct horse'; Get-Secret db -AsPlainText"
                Import = $both
                Read = "$both; `$null = Get-Secret db"
            }
        }
        foreach ($side in $sides.Values) {
            $first = Invoke-InProfile $side.First
            $first.Output[-1] | Should -Be 'correct horse'
            $side.FirstTime = $first.Milliseconds
        }

        # In turn, each in a process of its own, by its own clock and by the processor's.
        $measured = foreach ($round in 1..9) {
            foreach ($side in $sides.Keys) {
                foreach ($what in 'Import', 'Read') {
                    $figures = -split (Invoke-InProfile "
                        `$process = [Diagnostics.Process]::GetCurrentProcess(); `$before = `$process.TotalProcessorTime; `$watch = [Diagnostics.Stopwatch]::StartNew()
                        $($sides[$side].$what)
                        `$elapsed = `$watch.Elapsed; `$process.Refresh()
                        `"`$(`$elapsed.TotalMilliseconds) `$((`$process.TotalProcessorTime - `$before).TotalMilliseconds)`"").Output[-1]
                    [pscustomobject]@{ Side = $side; What = $what; Time = [double] $figures[0]; Processor = [double] $figures[1] }
                }
            }
        }
        $measured | Should -HaveCount (18 * $sides.Count)
        Write-Host ('Package {0:N1} MB; installed {1:N1} MB in {2} files, {3}, in {4:N0} ms.' -f
            ((Get-Item $package).Length / 1MB), ((Get-ChildItem $module -Recurse -File | Measure-Object Length -Sum).Sum / 1MB), $files.Count, $how, $installed)
        foreach ($side in $sides.Keys) {
            $mine = $measured | Where-Object Side -EQ $side
            $line = foreach ($what in 'Import', 'Read') {
                $part = $mine | Where-Object What -EQ $what
                '{0:N0} ms ({1:N0} ms of processor time)' -f (Get-Median $part.Time), (Get-Median $part.Processor)
            }
            Write-Host ('{0}: import {1}; import to first read {2}; medians of 9. The process that makes a store and reads its first secret: {3:N0} ms.' -f $side, $line[0], $line[1], $sides[$side].FirstTime)
        }
    }
}
