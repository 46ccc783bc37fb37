# What somebody sees who sits at a terminal, and what a script gets that runs where nobody does.
BeforeDiscovery {
    $noTerminal = $IsWindows -or -not (Get-Command python3 -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder

    # Runs a script on a terminal of its own, with what is waited for and typed, pair by pair.
    function Invoke-AtTerminal([scriptblock] $Script, [string[][]] $Answer) {
        $file = Join-Path $folder "$([guid]::NewGuid().ToString('n')).ps1"
        Set-Content $file @("`$ModulePath = '$(Get-SuiteModulePath)'", "`$Folder = '$folder'", '$PSStyle.OutputRendering = ''PlainText''', 'Import-Module "$ModulePath/EnterpriseSecurity.psd1"', $Script)
        ConvertTo-Json @($Answer) | Set-Content "$file.json"
        python3 (Join-Path $PSScriptRoot 'terminal.py') "$file.json" ([Environment]::ProcessPath) -NoProfile -File $file
    }
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Initialize-SecurityStore at a terminal' -Skip:$noTerminal {
    It 'asks for a passphrase until it is strong and typed twice the same, and makes recovery shares' {
        $lines = Invoke-AtTerminal {
            $made = Initialize-SecurityStore "$Folder/guided"
            "made $($made.Protectors)"
            Disconnect-SecurityStore
            "opened $((Connect-SecurityStore "$Folder/guided").Path)"
        } -Answer @(
            , @('Passphrase:', 'short')
            , @('default is "N")', 'n')
            , @('Passphrase:', 'correct horse battery staple')
            , @('Again:', 'correct horse battery stapler')
            , @('Passphrase:', 'correct horse battery staple')
            , @('Again:', 'correct horse battery staple')
            , @('default is "N")', '2')
            , @('Passphrase:', 'correct horse battery staple')
        )
        $text = $lines -join "`n"
        $lines[-1] | Should -Be 'typed 8 of 8'
        $text | Should -Match 'This passphrase is weak'
        $text | Should -Match 'The two are not the same'
        $text | Should -Match 'made Passphrase RecoveryShares'
        $text | Should -Match "opened $([regex]::Escape($folder))/guided"
        $text | Should -Not -Match 'horse|short' -Because 'what is typed is not shown'
        $shares = @($lines | Where-Object { $_ -match 'es-share-' } | ForEach-Object Trim)
        $shares.Count | Should -Be 3
        (Connect-SecurityStore (Join-Path $folder guided) -RecoveryShare $shares[0, 2]).Path | Should -Be (Join-Path $folder guided)
    }

    It 'takes a weak passphrase from who insists, and makes no shares unasked' {
        $lines = Invoke-AtTerminal { "made $((Initialize-SecurityStore "$Folder/plain").Protectors)" } -Answer @(
            , @('Passphrase:', 'short')
            , @('default is "N")', 'y')
            , @('Again:', 'short')
            , @('default is "N")', '')
        )
        $lines[-1] | Should -Be 'typed 4 of 4'
        $lines -join "`n" | Should -Match 'made Passphrase\s'
    }

    It 'asks nothing when it is told how the store is locked' {
        $lines = Invoke-AtTerminal { "made $((Initialize-SecurityStore "$Folder/told" -KeyFile "$Folder/told.key").Protectors)" } -Answer @(, @('Passphrase:', 'x'))
        $lines[-1] | Should -Be 'typed 0 of 1'
        $lines -join "`n" | Should -Match 'made KeyFile'
    }
}

Describe 'Where nobody can be asked' {
    It '<Command> says what to give' -ForEach @(
        @{ Command = 'Initialize-SecurityStore' }
        @{ Command = 'Connect-SecurityStore' }
    ) {
        $run = Invoke-SuiteProcess -Variable @{ Folder = $folder; Command = $Command } {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            try { & $Command "$Folder/nobody" } catch { $_.FullyQualifiedErrorId; "$_" }
            Test-Path "$Folder/nobody"
        }
        $run.Output[0] | Should -BeLike "ProtectorNeeded,*.$($Command -replace '-')Command"
        $run.Output[1] | Should -BeLike '*-KeyFile*-EnvironmentVariable SECURITY_MASTER_KEY*-Passphrase*'
        $run.Output[2] | Should -Be 'False'
    }

    It 'is without -NonInteractive too, when no input is there' -Skip:$IsWindows {
        $file = Join-Path $folder 'deaf.ps1'
        Set-Content $file @("Import-Module '$(Get-SuiteModulePath)/EnterpriseSecurity.psd1'", 'try { Initialize-SecurityStore $args[0] } catch { $_.FullyQualifiedErrorId }', '''went on''')
        $output = bash -c "'$([Environment]::ProcessPath)' -NoProfile -File '$file' '$folder/nobody' < /dev/null"
        $output | Should -Be @('ProtectorNeeded,EnterpriseSecurity.Commands.Store.InitializeSecurityStoreCommand', 'went on')
    }

    It 'is a runspace without a user interface' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddCommand('Import-Module').AddParameter('Name', (Join-Path (Get-SuiteModulePath) 'EnterpriseSecurity.psd1')).AddStatement().
                AddCommand('Initialize-SecurityStore').AddParameter('Path', (Join-Path $folder nobody))
            $null = $shell.Invoke()
            $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'ProtectorNeeded,*'
        }
        finally { $shell.Dispose() }
    }

    It 'says how to confirm, and does nothing' {
        $run = Invoke-SuiteProcess -Variable @{ Folder = $folder } {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $null = Initialize-SecurityStore "$Folder/confirm" -KeyFile "$Folder/confirm.key"
            $null = Protect-Secret a 'x'
            try { Remove-ProtectedSecret a } catch { $_.FullyQualifiedErrorId; "$_" }
            @(Get-ProtectedSecret).Count
            Remove-ProtectedSecret a -Confirm:$false
            @(Get-ProtectedSecret).Count
        }
        $run.Output[0] | Should -Be 'ConfirmationNeeded,EnterpriseSecurity.Commands.Secrets.RemoveProtectedSecretCommand'
        $run.Output[1] | Should -BeLike '*-Confirm:$false*'
        $run.Output[2..3] | Should -Be @('1', '0')
    }

    It 'is never waited for: every cmdlet, called with nothing, ends with an error or an answer' {
        # A prompt would be read from the pipe that holds more than enough answers, and show as a line of its own.
        $script = Join-Path $folder 'every.ps1'
        Set-Content $script @(
            "Import-Module '$(Get-SuiteModulePath)/EnterpriseSecurity.psd1'"
            "`$env:ENTERPRISE_SECURITY_HOME = '$folder/every'"
            '$all = Get-Command -Module EnterpriseSecurity'
            'foreach ($command in $all) { try { $null = & $command.Name 2>$null 3>$null 6>$null } catch { if ("$_" -match "NonInteractive") { "prompts: $($command.Name)" } } }'
            '"tried $($all.Count)"'
        )
        $lines = @(1..2000 | ForEach-Object { 'y' } | & ([Environment]::ProcessPath) -NoProfile -NonInteractive -File $script 2>&1 | ForEach-Object { "$_" })
        $lines | Should -Be @("tried $(@(Get-Command -Module EnterpriseSecurity).Count)")
    }

    It 'asks for no confirmation: each cmdlet that has one refuses, or needs none, when it is given what it works on' {
        $run = Invoke-SuiteProcess -Variable @{ Folder = $folder } {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $null = Initialize-SecurityStore "$Folder/asks" -KeyFile "$Folder/asks.key"
            $null = Protect-Secret it 'x'
            $null = New-ManagedKey it -Type Hmac
            $null = New-Role it
            $id = (New-ApiKey it).Id
            $calls = @(
                { Remove-ProtectedSecret it }, { Remove-ManagedKey it }, { Revoke-ManagedKey it }, { Remove-Role it }, { Revoke-ApiKey $id }, { Remove-ApiKey $id }
                { Remove-StoreKeyProtector (Get-StoreKeyProtector).Id }, { Protect-Secret other x -Confirm }, { Import-ProtectedSecret "$Folder/none" -KeyFile "$Folder/asks.key" -Confirm }
            )
            foreach ($call in $calls) { try { & $call; "$call did it" } catch { $_.FullyQualifiedErrorId -replace ',.*' } }
        }
        $run.Output | Should -Be (@('ConfirmationNeeded') * 9)
    }
}
