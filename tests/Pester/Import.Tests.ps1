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
    It 'loads the providers at first use, into a load context of our own, on the library that PowerShell loaded' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            [EnterpriseSecurity.Ssh.SshPrivateKey]::Generate('Ed25519').Dispose()
            $all = [AppDomain]::CurrentDomain.GetAssemblies()
            foreach ($name in 'EnterpriseSecurity', 'EnterpriseSecurity.Core', 'EnterpriseSecurity.Providers', 'BouncyCastle.Crypto') {
                $found = @($all | Where-Object { $_.GetName().Name -eq $name })
                "$($found.Count) $name in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($found[0]).Name)"
            }
        }
        $run.Output | Should -Be @(
            '1 EnterpriseSecurity in Default'
            '1 EnterpriseSecurity.Core in Default'
            '1 EnterpriseSecurity.Providers in EnterpriseSecurity'
            '1 BouncyCastle.Crypto in EnterpriseSecurity'
        )
    }

    It 'opens the database through the native library of ours' {
        $folder = New-SuiteFolder
        try {
            $run = Invoke-SuiteProcess -Variable @{ Folder = $folder } {
                Import-Module "$ModulePath/EnterpriseSecurity.psd1"
                $null = Initialize-SecurityStore (Join-Path $Folder store) -KeyFile (Join-Path $Folder key)
                $native = [Diagnostics.Process]::GetCurrentProcess().Modules.FileName | Where-Object { $_ -like '*e_sqlite3*' }
                $native.StartsWith((Join-Path $ModulePath 'lib'))
            }
            $run.Output | Should -Be @('True')
        }
        finally {
            Remove-SuiteFolder $folder
        }
    }

    It 'gives nobody else a library of ours, nor any other name' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $names = 'BouncyCastle.Crypto', 'Microsoft.Data.Sqlite', 'NoSuchLibrary', '../EnterpriseSecurity', 'EnterpriseSecurity.Other', 'EnterpriseSecurity.Providers, Version=99.0.0.0'
            foreach ($name in $names) {
                try { $null = [Reflection.Assembly]::Load($name); "$name was loaded" } catch { 'refused' }
            }
        }
        $run.Output | Should -Be (@('refused') * 6)
    }

    It 'works when <Name> <Version> is in the default context first' -ForEach @(
        foreach ($name in 'BouncyCastle.Crypto', 'Microsoft.Data.Sqlite', 'SQLitePCLRaw.core') {
            foreach ($version in '1.0.0.0', '99.0.0.0') { @{ Name = $name; Version = $version } }
        }
    ) {
        # A stand-in with the library's identity and no types: whoever binds to it breaks at once.
        $folder = New-SuiteFolder
        try {
            $standIn = Join-Path $folder "$Name.dll"
            $identity = [Reflection.AssemblyName]::GetAssemblyName((Join-Path $lib "$Name.dll"))
            $identity.Version = [version] $Version
            $builder = [Reflection.Emit.PersistedAssemblyBuilder]::new($identity, [object].Assembly)
            $null = $builder.DefineDynamicModule($Name)
            $builder.Save($standIn)

            $run = Invoke-SuiteProcess -Variable @{ StandIn = $standIn; Folder = $folder } -Script ([IO.File]::ReadAllText((Join-Path $PSScriptRoot 'Clash.ps1')))
            $run.Output | Should -Be @('default', 'correct horse', 'ssh-ed25519', 'ba80a53f981c4d0d', 'EnterpriseSecurity', 'True')
            $run.ExitCode | Should -Be 0
        }
        finally {
            Remove-SuiteFolder $folder
        }
    }

    It 'says what to do when the providers are gone' {
        $copy = New-SuiteFolder
        try {
            Copy-Item (Join-Path (Get-SuiteModulePath) '*') $copy -Recurse
            $run = Invoke-SuiteProcess -Variable @{ Copy = $copy } {
                $providers = Join-Path $Copy 'lib' 'EnterpriseSecurity.Providers.dll'
                Rename-Item $providers 'away.dll'
                Import-Module "$Copy/EnterpriseSecurity.psd1"
                try { Initialize-SecurityStore (Join-Path $Copy store) -KeyFile (Join-Path $Copy key) }
                catch { "$($_.FullyQualifiedErrorId), $($_.CategoryInfo.Category)" }
            }
            $run.Output | Should -Be @('LibrariesUnavailable,EnterpriseSecurity.Commands.Store.InitializeSecurityStoreCommand, ResourceUnavailable')
        }
        finally {
            Remove-SuiteFolder $copy
        }
    }
}
