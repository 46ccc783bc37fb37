BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    $script:path = Join-Path (Get-SuiteModulePath) 'EnterpriseSecurity.psd1'
    $script:data = Import-PowerShellDataFile -LiteralPath $path
}

Describe 'The manifest' {
    It 'is valid' {
        (Test-ModuleManifest -Path $path -ErrorAction Stop).Name | Should -Be 'EnterpriseSecurity'
    }

    It 'keeps its identity' {
        $data.GUID | Should -Be 'b7a2f0c4-5d1e-4c8b-9a36-2e8f4d7c1b90'
        $data.RootModule | Should -Be 'EnterpriseSecurity.dll'
        $data.PowerShellVersion | Should -Be '7.6'
        $data.CompatiblePSEditions | Should -Be @('Core')
    }

    It 'exports literal lists, and only cmdlets' {
        $data.CmdletsToExport -is [array] | Should -BeTrue
        foreach ($list in 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') {
            $data.ContainsKey($list) | Should -BeTrue -Because $list
            @($data[$list]).Count | Should -Be 0 -Because $list
        }
        $data.CmdletsToExport | Where-Object { $_ -match '[*?]' } | Should -BeNullOrEmpty
    }

    It 'lists its cmdlets once each, sorted' {
        $listed = @($data.CmdletsToExport)
        $sorted = [string[]] $listed
        [Array]::Sort($sorted, [StringComparer]::OrdinalIgnoreCase)
        $listed -join "`n" | Should -Be ($sorted -join "`n")
        @($listed | Select-Object -Unique).Count | Should -Be $listed.Count
    }

    It 'gives its version to the assemblies too' {
        foreach ($name in 'EnterpriseSecurity.dll', 'EnterpriseSecurity.Core.dll') {
            $version = [Reflection.AssemblyName]::GetAssemblyName((Join-Path (Get-SuiteModulePath) $name)).Version
            $version.ToString(3) | Should -Be $data.ModuleVersion -Because $name
        }
    }

    It 'names only files that are there' {
        foreach ($file in @($data.FormatsToProcess) + @($data.RootModule)) {
            Join-Path (Get-SuiteModulePath) $file | Should -Exist
        }
    }

    It 'tags itself for the systems it runs on' {
        foreach ($tag in 'Windows', 'Linux', 'MacOS') { $data.PrivateData.PSData.Tags | Should -Contain $tag }
    }
}

Describe 'The module folder' {
    It 'holds no library beside the manifest but the module''s own' {
        Get-ChildItem (Get-SuiteModulePath) -Filter *.dll | Select-Object -ExpandProperty Name | Sort-Object |
            Should -Be @('EnterpriseSecurity.Core.dll', 'EnterpriseSecurity.dll')
    }

    It 'carries no copy of PowerShell' {
        Get-ChildItem (Get-SuiteModulePath) -Recurse -Filter 'System.Management.Automation*' | Should -BeNullOrEmpty
    }

    It 'carries the database for <_>' -ForEach 'win-x64', 'win-arm64', 'linux-x64', 'linux-arm64', 'osx-x64', 'osx-arm64' {
        Get-ChildItem (Join-Path (Get-SuiteModulePath) "lib/runtimes/$_/native") -Filter '*e_sqlite3*' | Should -HaveCount 1
    }
}
