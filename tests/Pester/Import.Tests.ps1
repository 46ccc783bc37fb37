BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    $script:lib = Join-Path (Get-SuiteModulePath) 'lib'
}

Describe 'Importing in a fresh process' {
    It 'writes nothing, and loads no library before one is needed' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1" -WarningAction Stop
            $libraries = Get-ChildItem "$ModulePath/lib" -Recurse -Filter *.dll | ForEach-Object FullName
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic -and $_.Location -in $libraries } | ForEach-Object Location
        }
        $run.ExitCode | Should -Be 0
        $run.Output | Should -BeNullOrEmpty
    }

    It 'makes the library''s types usable as type literals' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            [EnterpriseSecurity.SecurityException].FullName
            $buffer = [EnterpriseSecurity.Cryptography.SecretBuffer]::new(3)
            "$buffer"
        }
        $run.Output | Should -Be @('EnterpriseSecurity.SecurityException', 'SecretBuffer (3 bytes)')
    }

    It 'can be removed and imported again, and imported in a second runspace' {
        $run = Invoke-SuiteProcess {
            $manifest = "$ModulePath/EnterpriseSecurity.psd1"
            Import-Module $manifest
            Remove-Module EnterpriseSecurity
            Import-Module $manifest
            $other = [powershell]::Create()
            $null = $other.AddCommand('Import-Module').AddParameter('Name', $manifest).AddParameter('PassThru', $true)
            $other.Invoke().Name
            $other.Dispose()
            Remove-Module EnterpriseSecurity
            'done'
        }
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Be @('EnterpriseSecurity', 'done')
    }
}

Describe 'Isolation of the libraries' {
    It 'loads a library of ours into our own load context' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $library = [Reflection.Assembly]::Load('Microsoft.Data.Sqlite, Version=6.0.0.0')
            [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($library).Name
            $library.Location -eq (Join-Path $ModulePath 'lib' 'Microsoft.Data.Sqlite.dll')
        }
        $run.Output | Should -Be @('EnterpriseSecurity', 'True')
    }

    It 'opens the database through the native library of ours' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $library = [Reflection.Assembly]::Load('Microsoft.Data.Sqlite')
            $connection = $library.CreateInstance('Microsoft.Data.Sqlite.SqliteConnection', $false, 'Default', $null, @('Data Source=:memory:'), $null, $null)
            $connection.Open()
            $command = $connection.CreateCommand()
            $command.CommandText = 'select 6 * 7'
            $command.ExecuteScalar()
            $connection.Dispose()
            $native = [Diagnostics.Process]::GetCurrentProcess().Modules.FileName | Where-Object { $_ -like '*e_sqlite3*' }
            $native.StartsWith((Join-Path $ModulePath 'lib'))
        }
        $run.Output | Should -Be @('42', 'True')
    }

    It 'resolves no name but those of its own libraries' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            foreach ($name in 'NoSuchLibrary', '../EnterpriseSecurity', 'EnterpriseSecurity.Other', 'Microsoft.Data.Sqlite, Version=99.0.0.0') {
                try { $null = [Reflection.Assembly]::Load($name); "$name was loaded" } catch { 'refused' }
            }
        }
        $run.Output | Should -Be @('refused', 'refused', 'refused', 'refused')
    }

    It 'works when an older <_> is in the default context first' -ForEach 'Microsoft.Data.Sqlite', 'BouncyCastle.Crypto', 'SQLitePCLRaw.core' {
        $Name = $_
        # A stand-in with the library's identity and none of its types: whoever binds to it breaks at once.
        $folder = New-SuiteFolder
        try {
            $standIn = Join-Path $folder "$Name.dll"
            $identity = [Reflection.AssemblyName]::GetAssemblyName((Join-Path $lib "$Name.dll"))
            $identity.Version = [version] '1.0.0.0'
            $builder = [Reflection.Emit.PersistedAssemblyBuilder]::new($identity, [object].Assembly)
            $null = $builder.DefineDynamicModule($Name).DefineType('StandIn', 'Public').CreateType()
            $builder.Save($standIn)

            $run = Invoke-SuiteProcess -Variable @{ StandIn = $standIn } -Script ([IO.File]::ReadAllText((Join-Path $PSScriptRoot 'Clash.ps1')))
            $run.Output | Should -Be @('default', 'worked')
            $run.ExitCode | Should -Be 0
        }
        finally {
            Remove-SuiteFolder $folder
        }
    }
}
