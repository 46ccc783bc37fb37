BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Invoke-SecretCommand' {
    It 'hands secrets to programs and masks them in what comes out' {
        $null = Protect-Secret db 'p4ss-word'
        $result = Invoke-SecretCommand @{ ES_SUITE_DB = 'db' } { "in: $env:ES_SUITE_DB"; $env:ES_SUITE_DB.Length }
        $result | Should -Be 'in: ********', 9
        $env:ES_SUITE_DB | Should -BeNullOrEmpty
        Invoke-SecretCommand @{ ES_SUITE_DB = 'db' } { throw 'never' } -WhatIf
    }

    It 'masks an error, and runs nothing when a secret is missing' {
        { Invoke-SecretCommand @{ ES_SUITE_DB = 'db' } { throw "failed with $env:ES_SUITE_DB" } } | Should -Throw 'failed with ********'
        $script:ran = $false
        { Invoke-SecretCommand @{ A = 'none' } { $script:ran = $true } -ErrorAction Stop } |
            Should -Throw -ErrorId 'SecretNotFound,EnterpriseSecurity.Commands.Secrets.InvokeSecretCommandCommand'
        $script:ran | Should -BeFalse
    }
}

Describe 'What comes out of Invoke-SecretCommand' {
    BeforeAll {
        $script:value = 'Tr0ub4dor & "3" <x>''s/?'
        $null = Protect-Secret mask-me $value
        $script:key = "first line of a key`nsecond line of a key`nthe third line"
        $null = Protect-Secret mask-lines $key
        $null = Protect-Secret mask-short 'xyz'
        $null = Protect-Secret mask-tiny 'q'
        function Invoke-Masked([scriptblock] $Block) { Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-me' } $Block }
    }

    It 'masks <Name>' -ForEach @(
        @{ Name = 'text'; Run = { "a $env:ES_SUITE_MASK b" }; Expected = 'a ******** b' }
        @{ Name = 'text twice'; Run = { "$env:ES_SUITE_MASK$env:ES_SUITE_MASK" }; Expected = '********' }
        @{ Name = 'Base64'; Run = { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($env:ES_SUITE_MASK)) }; Expected = '********' }
        @{ Name = 'hexadecimal digits'; Run = { [Convert]::ToHexString([Text.Encoding]::UTF8.GetBytes($env:ES_SUITE_MASK)) }; Expected = '********' }
        @{ Name = 'percent-encoding'; Run = { "q=$([uri]::EscapeDataString($env:ES_SUITE_MASK))&r" }; Expected = 'q=********&r' }
        @{ Name = 'JSON'; Run = { $env:ES_SUITE_MASK | ConvertTo-Json }; Expected = '"********"' }
        @{ Name = 'XML'; Run = { [Security.SecurityElement]::Escape($env:ES_SUITE_MASK) }; Expected = '********' }
        @{ Name = 'a quoted string'; Run = { "'" + $env:ES_SUITE_MASK.Replace("'", "''") + "'" }; Expected = "'********'" }
        @{ Name = 'colours within'; Run = { "`e[31m$($env:ES_SUITE_MASK.Substring(0, 5))`e[0m`e]8;;x`a$($env:ES_SUITE_MASK.Substring(5))`e[1m" }; Expected = "`e[31m********`e[1m" }
        @{ Name = 'what a program writes'; Run = { & ([Environment]::ProcessPath) -NoProfile -c '"child: $env:ES_SUITE_MASK"' }; Expected = 'child: ********' }
    ) {
        Invoke-Masked $Run | Should -BeExactly $Expected
    }

    It 'masks a part of something longer in Base64' {
        $text = Invoke-Masked { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("alice:$env:ES_SUITE_MASK")) }
        $text | Should -Match '\*{8}'
        $shown = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String(($text -split '\*')[0].Substring(0, 8)))
        'alice:' | Should -Match ([regex]::Escape($shown))
    }

    It 'masks objects: their properties, tables, lists and what is within' {
        $object = Invoke-Masked { [pscustomobject]@{ A = 1; B = "x$env:ES_SUITE_MASK"; C = [pscustomobject]@{ D = @('y', $env:ES_SUITE_MASK) } } }
        $object | ConvertTo-Json -Depth 5 -Compress | Should -Be '{"A":1,"B":"x********","C":{"D":["y","********"]}}'
        (Invoke-Masked { @{ k = $env:ES_SUITE_MASK; n = 5 } }).k | Should -Be '********'
        (Invoke-Masked { , @(1, $env:ES_SUITE_MASK) }) -join ' ' | Should -Be '1 ********'
        (Invoke-Masked { Get-ChildItem env:ES_SUITE_MASK } | Out-String) | Should -Not -Match 'Tr0ub4dor'
        (Invoke-Masked { [uri] "http://h/?$([uri]::EscapeDataString($env:ES_SUITE_MASK))" } | Out-String) | Should -Not -Match 'Tr0ub4dor'
        (Invoke-Masked { [IO.FileInfo] '/none' }).GetType() | Should -Be ([IO.FileInfo]) -Because 'what holds no secret is passed on as it is'
    }

    It 'masks every stream' {
        $all = Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-me' } {
            $VerbosePreference = $DebugPreference = $WarningPreference = $ErrorActionPreference = 'Continue'
            Write-Warning "w $env:ES_SUITE_MASK"
            Write-Host "h $env:ES_SUITE_MASK"
            Write-Host 'piece ' -NoNewline; Write-Host $env:ES_SUITE_MASK.Substring(0, 5) -NoNewline; Write-Host $env:ES_SUITE_MASK.Substring(5)
            Write-Information "i $env:ES_SUITE_MASK"
            Write-Error "e $env:ES_SUITE_MASK" -TargetObject $env:ES_SUITE_MASK -ErrorId "id $env:ES_SUITE_MASK" -RecommendedAction "r $env:ES_SUITE_MASK"
        } -ErrorAction Continue *>&1
        $text = ($all | Out-String -Width 4000) + ($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | ForEach-Object { "$_ $($_.TargetObject) $($_.FullyQualifiedErrorId) $($_.ErrorDetails)" })
        $text | Should -Match 'w \*{8}'
        $text | Should -Match 'h \*{8}'
        $text | Should -Match 'piece \*{8}'
        $text | Should -Match 'i \*{8}'
        $text | Should -Match 'e \*{8}'
        $text | Should -Not -Match 'Tr0ub4dor'
    }

    It 'masks verbose and debug text, and what is left in $Error' {
        $Error.Clear()
        $all = Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-me' } {
            Write-Verbose "v $env:ES_SUITE_MASK" -Verbose
            try { throw "caught $env:ES_SUITE_MASK" } catch { 'caught it' }
            Get-Item -LiteralPath "/no/such/$env:ES_SUITE_MASK" -ErrorAction SilentlyContinue
        } -Verbose 4>&1
        $all | Out-String | Should -Match 'v \*{8}'
        $all | Out-String | Should -Match 'caught it'
        $Error.Count | Should -BeGreaterOrEqual 2
        $Error | ForEach-Object { "$_ $($_.TargetObject) $($_.Exception)" } | Should -Not -Match 'Tr0ub4dor'
        $ExecutionContext.SessionState.PSVariable.GetValue('Error') | ForEach-Object { "$_" } | Should -Not -Match 'Tr0ub4dor'
    }

    It 'masks what a program writes to its standard error, and takes it for no error' {
        $run = Invoke-SuiteProcess -Variable @{ Folder = $folder } {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            Connect-SecurityStore "$Folder/store" -KeyFile "$Folder/key"
            $ErrorActionPreference = 'Stop'
            Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-me' } { & ([Environment]::ProcessPath) -NoProfile -c '[Console]::Error.WriteLine("err: $env:ES_SUITE_MASK"); "out"; exit 3' }
            "code $LASTEXITCODE"
        }
        $run.Output | Should -Contain 'err: ********'
        $run.Output | Should -Contain 'out'
        $run.Output | Should -Contain 'code 3'
        $run.Output -join '' | Should -Not -Match 'Tr0ub4dor'
    }

    It 'masks a secret of several lines line by line' {
        $text = Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-lines' } { $env:ES_SUITE_MASK -split "`n"; "all: $env:ES_SUITE_MASK"; "one: $($env:ES_SUITE_MASK -split "`n" | Select-Object -Index 1)" }
        $text -join '|' | Should -Be '********|********|********|all: ********|one: ********'
    }

    It 'masks a short secret, and warns of one that is too short' {
        Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-short' } { "a $env:ES_SUITE_MASK" } | Should -Be 'a ********'
        $all = Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-tiny' } { 'equal' } 3>&1
        "$($all[0])" | Should -Match "'mask-tiny' is too short"
        $all[1] | Should -Be 'equal'
    }

    It 'hands arguments on and ends with the error of the script' {
        Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-me' } { param($a, $b) "$a-$b" } -ArgumentList 1, 2 | Should -Be '1-2'
        { Invoke-Masked { throw [InvalidOperationException]::new('outer', [Exception]::new($env:ES_SUITE_MASK)) } } | Should -Throw
        try { Invoke-Masked { throw [InvalidOperationException]::new('outer', [Exception]::new($env:ES_SUITE_MASK)) } } catch { "$($_.Exception)" | Should -Not -Match 'Tr0ub4dor' }
        $env:ES_SUITE_MASK | Should -BeNullOrEmpty
    }

    It 'refuses a name that no variable has, and leaves no other one set: <Name>' -ForEach @(@{ Name = 'ES=SUITE' }, @{ Name = '' }, @{ Name = "ES`0SUITE" }) {
        $ran = $false
        { Invoke-SecretCommand @{ ES_SUITE_MASK = 'mask-me'; $Name = 'mask-me' } { Set-Variable ran $true -Scope 2 } -ErrorAction Stop } |
            Should -Throw -ErrorId 'ValueUnusable,EnterpriseSecurity.Commands.Secrets.InvokeSecretCommandCommand'
        $ran | Should -BeFalse
        $env:ES_SUITE_MASK | Should -BeNullOrEmpty
    }
}
