BeforeDiscovery {
    # How to get one of each type that hands a secret out. A test holds this list equal to the types that there are.
    $bearers = @(
        @{ Type = 'EnterpriseSecurity.ApiKeys.NewApiKey'; Make = { New-ApiKey ci } }
        @{ Type = 'EnterpriseSecurity.Rotation.RotationResult'; Make = { (Connect-SecurityStore "$folder/store" -KeyFile "$folder/key" -Detached).Store.Rotation.Start('ApiKey', (New-ApiKey rotated).Id) } }
        # One that was begun and stopped, and that the next run of all that is due goes on with.
        @{ Type = 'EnterpriseSecurity.Rotation.RotationOutcome'; Make = { $rotation = (Connect-SecurityStore "$folder/store" -KeyFile "$folder/key" -Detached).Store.Rotation; try { $null = $rotation.Start('ApiKey', (New-ApiKey due).Id, $null, $null, [Threading.CancellationToken]::new($true)) } catch [OperationCanceledException] { $null = $_ }; @($rotation.InvokeDue())[0] } }
        @{ Type = 'EnterpriseSecurity.Tokens.IssuedJwt'; Make = { New-Jwt alice -SigningKey tokens -WithRefreshToken } }
        @{ Type = 'EnterpriseSecurity.Commands.TwoFactor.TotpSecret'; Make = { New-TotpSecret alice -Issuer Shop } }
        @{ Type = 'EnterpriseSecurity.Commands.Store.RecoveryShareSet'; Make = { Add-StoreKeyProtector -RecoveryShare 2 -Of 3 } }
        @{ Type = 'EnterpriseSecurity.Commands.Passwords.GeneratedPassphrase'; Make = { New-Passphrase 6 -Detailed -AsPlainText } }
    )

    # What a secret that is held in memory looks like; none of these is a cmdlet's output.
    $held = @(
        @{ Type = 'EnterpriseSecurity.Cryptography.SecretBuffer'; Make = { [EnterpriseSecurity.Cryptography.SecretBuffer]::FromUtf8('planted-one') } }
        @{ Type = 'EnterpriseSecurity.Secrets.SecretValue'; Make = { [EnterpriseSecurity.Secrets.SecretValue]::FromText('planted-one') } }
        @{ Type = 'a credential in a SecretValue'; Make = { [EnterpriseSecurity.Secrets.SecretValue]::FromCredential('bob', [EnterpriseSecurity.Cryptography.SecretBuffer]::FromUtf8('planted-one')) } }
        @{ Type = 'EnterpriseSecurity.TwoFactor.OtpKey'; Make = { [EnterpriseSecurity.TwoFactor.OtpKey]::FromUri("otpauth://totp/a:b?secret=$('MFRGGZDFMZTWQ2LK' * 2)&issuer=a") } }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-JwtSigningKey tokens
    $script:assemblies = [EnterpriseSecurity.ModuleLoader].Assembly, [EnterpriseSecurity.SecurityException].Assembly
    $script:bearerTypes = @($assemblies.GetExportedTypes() | Where-Object { $_.IsSubclassOf([EnterpriseSecurity.SecretBearer]) -and -not $_.IsAbstract })

    # The secrets of an object, by its methods: what no text below may hold.
    function Get-Revealed($Object) {
        foreach ($method in $Object.GetType().GetMethods() | Where-Object { $_.Name -like 'Reveal*' -and $_.GetParameters().Count -eq 0 }) {
            $method.Invoke($Object, @()) | ForEach-Object { "$_" }
        }
    }

    # Every way in which PowerShell or .NET writes an object out by itself.
    function Get-Written($Object) {
        $file = Join-Path $folder 'written.clixml'
        $ways = @{
            'ToString'            = { "$Object" }
            'expansion'           = { "<$($Object)> $(@($Object, 1))" }
            '-f'                  = { '{0}' -f $Object }
            'Out-String'          = { $Object | Out-String -Width 4000 }
            'Format-List *'       = { $Object | Format-List * | Out-String -Width 4000 }
            'Format-List -Force'  = { $Object | Format-List * -Force | Out-String -Width 4000 }
            'Format-Table *'      = { $Object | Format-Table * | Out-String -Width 4000 }
            'Format-Wide'         = { $Object | Format-Wide | Out-String -Width 4000 }
            'Format-Custom'       = { $Object | Format-Custom * -Depth 5 | Out-String -Width 4000 }
            'Select-Object *'     = { $Object | Select-Object * | Out-String -Width 4000 }
            'ConvertTo-Json'      = { $Object | ConvertTo-Json -Depth 10 -WarningAction SilentlyContinue }
            'nested JSON'         = { @{ a = @(@{ b = $Object }, [pscustomobject]@{ c = $Object }) } | ConvertTo-Json -Depth 10 -WarningAction SilentlyContinue }
            'selected JSON'       = { $Object | Select-Object * | ConvertTo-Json -Depth 10 -WarningAction SilentlyContinue }
            'System.Text.Json'    = { try { [Text.Json.JsonSerializer]::Serialize($Object, $Object.GetType()) } catch { 'refused' } }
            'Export-Clixml'       = { $Object | Export-Clixml $file -Depth 10; Get-Content $file -Raw }
            'nested CliXml'       = { [Management.Automation.PSSerializer]::Serialize([pscustomobject]@{ a = @($Object) }, 10) }
            'a job''s CliXml'     = { [Management.Automation.PSSerializer]::Serialize($Object) }
            'Export-Csv'          = { $Object | ConvertTo-Csv | Out-String -Width 4000 }
            'ConvertTo-Html'      = { $Object | ConvertTo-Html | Out-String -Width 4000 }
            'ConvertTo-Xml'       = { ($Object | ConvertTo-Xml -Depth 5).OuterXml }
            'Get-Member'          = { $Object | Get-Member -Force | Out-String -Width 4000 }
            'an error about it'   = { $failure = $null; Write-Error 'failed' -TargetObject $Object -ErrorVariable failure -ErrorAction SilentlyContinue; $failure | Format-List * -Force | Out-String -Width 4000; "$($failure.TargetObject)" }
            'a thrown one'        = { try { throw $Object } catch { "$_"; $_ | Format-List * -Force | Out-String -Width 4000 } }
        }
        $texts = @{}
        foreach ($way in $ways.Keys) { $texts[$way] = (& $ways[$way]) -join "`n" }
        return $texts
    }
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'The types that hand a secret out' {
    It 'are all tested here' {
        param($Listed)
        $names = @($bearerTypes.FullName | Sort-Object)
        $names | Should -Be @($Listed | Sort-Object)
    } -TestCases @{ Listed = $bearers.Type }

    It 'are all outputs that have a Reveal method' {
        $revealing = @($assemblies.GetExportedTypes() | Where-Object { -not $_.IsAbstract -and @($_.GetMethods() | Where-Object Name -Like 'Reveal*') })
        # What holds a key in memory for its caller is disposable, and no cmdlet writes it.
        $written = @(Get-Command -Module EnterpriseSecurity -CommandType Cmdlet | ForEach-Object { $_.OutputType.Type })
        foreach ($type in $revealing | Where-Object { $_ -notin $bearerTypes }) {
            $type.IsAssignableTo([IDisposable]) | Should -BeTrue -Because $type.FullName
            $written | Should -Not -Contain $type
        }
    }

    It 'have no public member by which a serialiser finds a secret' {
        $suspicious = 'Secret|Token|Password|Passphrase|^Key$|Share|Uri|Code'
        foreach ($type in $bearerTypes) {
            @($type.GetProperties() | Where-Object { $_.Name -match $suspicious } | ForEach-Object Name) | Should -BeNullOrEmpty -Because $type.FullName
            @($type.GetFields()) | Should -BeNullOrEmpty -Because $type.FullName
        }
    }

    It 'are outputs of a cmdlet, or the ones that say in clear what was asked for in clear' {
        # Text goes out as it is: each of these writes a value that is there to be shown or sent, or one that -AsPlainText asked for.
        $text = @(
            'ConvertTo-PasswordHash', 'Export-JwtKeySet', 'Export-ManagedKey', 'Export-SshPublicKey', 'Get-SshKeyFingerprint', 'Get-TotpCode', 'Get-TotpUri', 'New-BackupCode',
            'New-Jwt', 'New-Passphrase', 'New-Password', 'New-TotpQrCode', 'Unprotect-Secret'
        )
        $found = @(Get-Command -Module EnterpriseSecurity -CommandType Cmdlet | Where-Object { [string] -in $_.OutputType.Type } | ForEach-Object Name | Sort-Object)
        $found | Should -Be $text -Because 'a new cmdlet that writes text is thought about: if it hands a secret out, a SecretBearer does that'
    }
}

Describe '<Type>' -ForEach $bearers {
    BeforeAll {
        $script:made = & $Make
        $script:secrets = @(Get-Revealed $made | Where-Object { $_ })
        $script:names = @($made.GetType().GetMethods() | Where-Object Name -Like 'Reveal*' | ForEach-Object { $_.Name.Substring(6) })
    }

    It 'gives each secret by the name that scripts rely on, also under strict mode and by property name' {
        Set-StrictMode -Version Latest
        $secrets.Count | Should -BeGreaterOrEqual $names.Count
        foreach ($name in $names) {
            $value = $made.GetType().GetMethod("Reveal$name").Invoke($made, @())
            $made.$name | Should -BeExactly $value
            ($made | Select-Object -ExpandProperty $name) | Should -BeExactly $value
            ($made | ForEach-Object $name) | Should -BeExactly $value
            $made.psobject.Properties[$name].Value | Should -BeExactly $value
            $made.psobject.Properties[$name].IsSettable | Should -BeFalse
        }
    }

    It 'shows no secret in any view, text or serialisation' {
        $written = Get-Written $made
        foreach ($way in $written.Keys) {
            $text = $written[$way]
            $text | Should -Not -BeNullOrEmpty -Because $way
            foreach ($secret in $secrets) { $text.Contains($secret) | Should -BeFalse -Because "$way shows it" }
        }
    }
}

Describe 'A session that makes one of each' {
    It 'has no secret in its transcript or on its screen' {
        $run = Invoke-SuiteProcess -Variable @{ Folder = $folder; Makers = $Makers } {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $null = Start-Transcript "$Folder/transcript.txt"
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            Connect-SecurityStore "$Folder/store" -KeyFile "$Folder/key"
            foreach ($maker in $Makers -split "`n") {
                $made = & ([scriptblock]::Create($maker))
                $made
                $made | Format-List * | Out-Default
                $made | ConvertTo-Json -Depth 5
                "it is $made"
                $made.GetType().GetMethods() | Where-Object Name -Like 'Reveal*' | ForEach-Object { $_.Invoke($made, @()) } | Where-Object { $_ } | Add-Content "$Folder/secrets.txt"
            }
            $null = Stop-Transcript
        }
        $run.ExitCode | Should -Be 0
        $shown = (Get-Content "$folder/transcript.txt" -Raw) + ($run.Output -join "`n")
        $shown | Should -Match 'it is NewApiKey'
        $secrets = @(Get-Content "$folder/secrets.txt")
        $secrets.Count | Should -BeGreaterThan 6
        foreach ($secret in $secrets) { $shown.Contains($secret) | Should -BeFalse }
    } -TestCases @{ Makers = @($bearers.Make | ForEach-Object { "$_".Trim() }) -join "`n" }
}

Describe 'Held in memory: <Type>' -ForEach $held {
    It 'shows no secret in any view, text or serialisation' {
        $value = & $Make
        try {
            $written = Get-Written $value
            foreach ($way in $written.Keys) {
                $text = $written[$way]
                # The bytes as text, as numbers, and in Base64.
                $text | Should -Not -Match 'planted-one|112, *108, *97|MFRGGZDFMZTWQ2LK|cGxhbnRlZC1vbm|97, *98, *99, *100' -Because $way
            }
        }
        finally { $value.Dispose() }
    }
}

Describe 'A refusal' {
    It 'of <Name> shows nothing of what was given' -ForEach @(
        @{ Name = 'a password'; Run = { Test-PasswordPolicy 'planted-one' -ErrorAction Continue } }
        @{ Name = 'an API key'; Run = { Test-ApiKey 'esk_planted-one' -Detailed } }
        @{ Name = 'an API key as an id'; Run = { Get-ApiKey 'esk_planted-one_planted-one' } }
        @{ Name = 'a token'; Run = { Test-Jwt 'eyJhbGciOiJub25lIn0.planted-one.x' -Detailed } }
        @{ Name = 'a refresh token'; Run = { Update-Jwt 'esr_planted-one' } }
        @{ Name = 'a TOTP secret'; Run = { Get-TotpCode 'planted-one!' } }
        @{ Name = 'a provisioning URI'; Run = { New-TotpQrCode 'otpauth://totp/x?secret=planted-one&digits=99' } }
        @{ Name = 'a password hash'; Run = { Test-PasswordHash 'planted-one' '$argon2id$broken' } }
        @{ Name = 'a secret too long to be one'; Run = { Test-PasswordPolicy ('planted-one' * 9000) } }
        @{ Name = 'a secret of a type that cannot be kept'; Run = { Protect-Secret x ([pscustomobject]@{ a = 'planted-one' }) } }
        @{ Name = 'a passphrase'; Run = { Connect-SecurityStore (Join-Path $folder store) -Passphrase (ConvertTo-SuiteSecret 'planted-one') } }
        @{ Name = 'a recovery share'; Run = { Connect-SecurityStore (Join-Path $folder store) -RecoveryShare 'es-share-planted-one', 'es-share-planted-one' } }
        @{ Name = 'a managed key'; Run = { Test-ManagedKey none -Value 'planted-one' } }
    ) {
        $failures = [Collections.Generic.List[object]]::new()
        $output = & {
            $VerbosePreference = $DebugPreference = 'Continue'
            $ErrorActionPreference = 'Continue'
            try { & $Run } catch { $failures.Add($_) }
        } *>&1
        foreach ($record in $output) { if ($record -is [Management.Automation.ErrorRecord]) { $failures.Add($record) } }
        # Not as PowerShell shows an error, which quotes the line of the script: what the module says is what counts here.
        $shown = ($output | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] } | Out-String -Width 4000) + ($failures | ForEach-Object {
                "$_ $($_.Exception) $($_.TargetObject) $($_.ErrorDetails) $($_.FullyQualifiedErrorId) $($_.Exception.Data.Values)"
            })
        $shown | Should -Not -Match 'planted-one'
        @(Get-SecurityAudit) | ForEach-Object { $_ | ConvertTo-Json -Depth 5 } | Should -Not -Match 'planted-one'
    }
}
