BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.StartKeyRotationCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Start-KeyRotation' {
    It 'rotates at once, and the old one ends' {
        $old = New-ApiKey at-once read, 'docs:*' -RateLimit 60 -RatePeriod 1m
        $new = Start-KeyRotation ApiKey at-once -Strategy Immediate
        $new.State | Should -Be Completed
        Test-ApiKey $old.Key | Should -BeFalse
        Test-ApiKey $new.Key -RequiredScope 'docs:write' | Should -BeTrue
        (Get-ApiKey -Id $new.NewId).Scopes | Should -Be 'docs:*', 'read'
        (Get-ApiKey -Id $new.NewId).RateLimit | Should -Be 60
    }

    It 'accepts both while they overlap, and the clock alone ends the old one' {
        $old = New-ApiKey overlap
        $new = Start-KeyRotation ApiKey $old.Id -Overlap 2s
        $new.State | Should -Be Promoted
        Test-ApiKey $old.Key | Should -BeTrue
        Test-ApiKey $new.Key | Should -BeTrue
        Start-Sleep -Milliseconds 2200
        Test-ApiKey $old.Key | Should -BeFalse
        Test-ApiKey $new.Key | Should -BeTrue
    }

    It 'gives a growing share of the clients the successor' {
        $null = New-ManagedKey gradual Hmac
        $rotation = Start-KeyRotation ManagedKey gradual -Strategy Gradual -Phase '10:1d', '50%:1d', '100:1d'
        $rotation.Rotation.Share, $rotation.Rotation.Phase | Should -Be 10, 1
        $rotation.Rotation.Phases.Share | Should -Be 10, 50, 100
        $null = Step-KeyRotation $rotation.Id
        $chosen = 1..400 | ForEach-Object { "client-$_" } | Get-KeyRotationChoice ManagedKey gradual
        @($chosen | Where-Object IsSuccessor).Count | Should -BeGreaterThan 150
        @($chosen | Where-Object IsSuccessor).Count | Should -BeLessThan 250
    }

    It 'stages, switches and switches back' {
        $old = New-ApiKey green
        $new = Start-KeyRotation ApiKey green -Strategy BlueGreen -Grace 1h
        $new.State, "$($new.Rotation.NextStep)" | Should -Be 'Verified', 'Promote'
        Test-ApiKey $new.Key | Should -BeTrue
        (Complete-KeyRotation $new.Id).State | Should -Be Promoted
        Test-ApiKey $old.Key | Should -BeTrue
        (Undo-KeyRotation $new.Id -Reason 'not yet').State | Should -Be Undone
        Test-ApiKey $old.Key | Should -BeTrue
        Test-ApiKey $new.Key | Should -BeFalse
    }

    It 'rotates every kind' {
        $null = Protect-Secret kinds 'first-value'
        $null = New-ManagedKey kinds Ecdsa
        $null = New-SshKeyPair kinds
        $null = New-SelfSignedCert kinds.example.com -Name kinds
        $null = New-JwtSigningKey kinds
        foreach ($kind in 'Secret', 'ManagedKey', 'SshKey', 'Certificate', 'JwtSigningKey') {
            $rotation = Start-KeyRotation $kind kinds -Strategy Immediate
            $rotation.State, "$($rotation.Kind)" | Should -Be 'Completed', $kind
            $rotation.Key | Should -BeNullOrEmpty
            $rotation.OldId | Should -Not -Be $rotation.NewId
        }
        Unprotect-Secret kinds -AsPlainText | Should -Not -Be 'first-value'
    }

    It 'takes a secret''s value, or makes one as it is told' {
        $null = Protect-Secret given 'one'
        $null = Start-KeyRotation Secret given -Value 'two' -Strategy Immediate
        Unprotect-Secret given -AsPlainText | Should -Be 'two'
        $null = Start-KeyRotation Secret given -Length 50 -NoSymbol -Strategy Immediate
        Unprotect-Secret given -AsPlainText | Should -Match '^[A-Za-z0-9]{50}$'
    }

    It 'takes names and credentials from the pipeline' {
        $null = 'pipe-1', 'pipe-2' | New-ApiKey
        @(Get-ApiKey pipe-* | Start-KeyRotation ApiKey -Strategy Immediate).State | Should -Be 'Completed', 'Completed'
        $null = 'pipe-a', 'pipe-b' | ForEach-Object { Protect-Secret $_ x }
        @('pipe-a', 'pipe-b' | Start-KeyRotation Secret).State | Should -Be 'Promoted', 'Promoted'
        @([pscustomobject]@{ Name = 'pipe-a' } | Start-KeyRotation Secret -ErrorAction SilentlyContinue -ErrorVariable failures).Count | Should -Be 0
        $failures[0].FullyQualifiedErrorId | Should -Be "RotationRunning,$id"
    }

    It 'goes by a policy' {
        $null = New-ManagedKey by-policy Hmac
        $null = New-KeyRotationPolicy quarterly ManagedKey by-* -Interval 90d -Strategy BlueGreen
        $rotation = Start-KeyRotation -Policy quarterly -Name by-policy
        "$($rotation.Strategy)", $rotation.Rotation.Policy | Should -Be 'BlueGreen', 'quarterly'
        { Start-KeyRotation -Policy quarterly -Name by-policy -Overlap 1d } | Should -Throw -ErrorId "RotationOptionWithPolicy,$id"
        { Start-KeyRotation -Policy nothing -Name by-policy -ErrorAction Stop } | Should -Throw -ErrorId "RotationPolicyNotFound,$id"
    }

    It 'refuses a hook that its policy has no place for, for it would never run' {
        $null = New-ManagedKey judged Hmac
        $null = New-KeyRotationPolicy judged ManagedKey judged -Interval 90d -OnVerify { $true }
        { Start-KeyRotation -Policy judged -Name judged -OnPromote { throw } -ErrorAction Stop } | Should -Throw -ErrorId "RotationHookNotKept,$id"
        Get-KeyRotation -Name judged | Should -BeNullOrEmpty
        (Start-KeyRotation -Policy judged -Name judged -OnVerify { $false } -ErrorAction SilentlyContinue).State | Should -Be Failed
        (Start-KeyRotation -Policy judged -Name judged).State | Should -Be Promoted
    }

    It 'does nothing with -WhatIf' {
        $null = New-ManagedKey whatif Hmac
        Start-KeyRotation ManagedKey whatif -WhatIf | Should -BeNullOrEmpty
        Get-KeyRotation -Name whatif | Should -BeNullOrEmpty
    }

    It 'says what is wrong, and goes on' {
        $null = New-ManagedKey fine Hmac
        @(Start-KeyRotation ManagedKey nothing, fine -ErrorAction SilentlyContinue -ErrorVariable failures).Name | Should -Be fine
        $failures[0].FullyQualifiedErrorId | Should -Be "ManagedKeyNotFound,$id"
        { Start-KeyRotation ManagedKey fine -ErrorAction Stop } | Should -Throw -ErrorId "RotationRunning,$id"
        { Start-KeyRotation ManagedKey fine -Strategy Immediate -Overlap 1d } | Should -Throw -ErrorId "RotationOptionNotForStrategy,$id"
        { Start-KeyRotation ManagedKey fine -Grace 1d } | Should -Throw -ErrorId "RotationOptionNotForStrategy,$id"
        { Start-KeyRotation ManagedKey fine -Strategy Gradual -Phase '50:1d' -ErrorAction Stop } | Should -Throw -ErrorId "RotationOptionInvalid,$id"
        { Start-KeyRotation ManagedKey fine -Strategy Gradual -Phase 'half' } | Should -Throw '*10:1d*'
        { Start-KeyRotation ManagedKey fine -Strategy Gradual -Phase '50:7' } | Should -Throw '*unit*'
        { Start-KeyRotation ManagedKey fine -Overlap 7 } | Should -Throw '*unit*'
        { Start-KeyRotation -Kind Nothing -Name fine } | Should -Throw -ErrorId "CannotConvertArgumentNoMessage,$id"
        { Start-KeyRotation ManagedKey fine -OnStage ./none.ps1 } | Should -Throw '*none.ps1*'
        { Start-KeyRotation ManagedKey fine -OnStage 7 } | Should -Throw '*Int32*'
        { Start-KeyRotation ManagedKey fine -OnStage { } } | Should -Throw '*empty*'
    }

    It 'shows the new key to who asks for it, and in nothing that it writes' {
        $null = New-ApiKey shown
        $rotation = Start-KeyRotation ApiKey shown
        $key = $rotation.Key
        $key | Should -Match '^esk_'
        foreach ($text in ($rotation | Format-List * -Force | Out-String), ($rotation | Out-String), "$rotation", ($rotation | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue)) {
            $text | Should -Not -Match $key.Split('_')[-1]
        }
    }

    It 'completes kinds, and names of the kind' {
        $null = New-JwtSigningKey tabbed
        (TabExpansion2 'Start-KeyRotation Jwt').CompletionMatches.CompletionText | Should -Be JwtSigningKey
        (TabExpansion2 'Start-KeyRotation JwtSigningKey tab').CompletionMatches.CompletionText | Should -Be tabbed
        (TabExpansion2 'Start-KeyRotation -Policy quart').CompletionMatches.CompletionText | Should -Be quarterly
        (TabExpansion2 'Start-KeyRotation -Policy quarterly -Id fin').CompletionMatches.CompletionText | Should -Be fine
    }
}

Describe 'The hooks of a rotation' {
    It 'run in order in this session, with the rotation and its credential, and write nothing to the results' {
        $script:seen = [Collections.Generic.List[object]]::new()
        $null = New-ApiKey hooked
        $rotation = Start-KeyRotation ApiKey hooked -Strategy Immediate -OnStage {
            'noise'
            $seen.Add(@("$($_.Hook)", "$($_.Kind)", $_.Name, (ConvertFrom-SecureString $_.Credential -AsPlainText), $_.Rotation.Id))
        } -OnVerify {
            $seen.Add(@("$($_.Hook)"))
            Test-ApiKey $_.Credential
        } -OnPromote { $seen.Add(@("$($_.Hook)")) } -OnRollback { $seen.Add(@("$($_.Hook)")) }
        @($rotation).Count | Should -Be 1
        @(foreach ($one in $seen) { $one[0] }) | Should -Be 'Stage', 'Verify', 'Promote'
        $seen[0][1..4] | Should -Be 'ApiKey', 'hooked', $rotation.Key, $rotation.Id
        "$($rotation.Rotation.Hooks)" | Should -Be 'Stage Verify Promote RollBack'
    }

    It 'take the rotation back when they fail, with a reason that has no secret in it' -ForEach @(
        @{ Hook = { throw "it is $(ConvertFrom-SecureString $_.Credential -AsPlainText)" } }
        @{ Hook = { Get-Item (Join-Path $PSHOME 'no such file') } }
        @{ Hook = { & ([Environment]::ProcessPath) -NoProfile -Command 'exit 3' } }
        @{ Hook = { $false } }
        @{ Hook = { exit 3 } }
        @{ Hook = { break } }
    ) {
        $old = New-ApiKey "failing-$([guid]::NewGuid())"
        $script:rolledBack = 0
        $script:key = $null
        $rotation = Start-KeyRotation ApiKey $old.Id -OnStage { $script:key = ConvertFrom-SecureString $_.Credential -AsPlainText } -OnVerify $Hook -OnRollback { $script:rolledBack++ } -ErrorAction SilentlyContinue -ErrorVariable failures -WarningVariable warnings -WarningAction SilentlyContinue
        $rotation.State, $rolledBack | Should -Be 'Failed', 1
        $failures[-1].FullyQualifiedErrorId | Should -Be "RotationFailed,$id"
        $key | Should -Match '^esk_'
        "$failures $warnings $($rotation.Rotation.Reason) $(Get-KeyRotationHistory $old.Name | ConvertTo-Json -Depth 5) $(Get-SecurityAudit | ConvertTo-Json -Depth 5)" | Should -Not -Match $key
        Test-ApiKey $old.Key | Should -BeTrue
        Test-ApiKey $key | Should -BeFalse
    }

    It 'can be the path of a script, which gets the rotation as its argument too' {
        Set-Content (Join-Path $folder "it's.ps1") 'param($Rotation) Set-Content "$PSScriptRoot/out.txt" "$($Rotation.Name) $($_.Name)"'
        $null = New-ManagedKey scripted Hmac
        (Start-KeyRotation ManagedKey scripted -Strategy Immediate -OnStage (Join-Path $folder "it's.ps1")).State | Should -Be Completed
        Get-Content (Join-Path $folder out.txt) | Should -Be 'scripted scripted'
        (Start-KeyRotation ManagedKey scripted -Strategy Immediate -OnStage (Get-Item (Join-Path $folder "it's.ps1"))).State | Should -Be Completed
    }

    It 'get the credential as it is given out elsewhere' {
        $null = New-ManagedKey bytes Hmac
        $null = New-ManagedKey pair Ed25519
        $null = Protect-Secret text 'päss'
        $script:seen = @{}
        $keep = { $seen[$_.Name] = ConvertFrom-SecureString $_.Credential -AsPlainText }
        $null = 'bytes', 'pair' | Start-KeyRotation ManagedKey -Strategy Immediate -OnStage $keep
        $null = Start-KeyRotation Secret text -Value 'größer' -Strategy Immediate -OnStage $keep
        $seen['bytes'] | Should -Be (Export-ManagedKey bytes -AsPlainText)
        $seen['pair'] | Should -Be (Export-ManagedKey pair -AsPlainText)
        $seen['text'] | Should -Be 'größer'
    }

    It 'leave the rotation where it was when they are stopped' {
        $null = New-ManagedKey stopped Hmac
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($module, $store, $key)
            Import-Module $module
            $null = Connect-SecurityStore $store -KeyFile $key
            Start-KeyRotation ManagedKey stopped -Strategy Immediate -OnStage { Start-Sleep 60 }
        }).AddParameters(@{ module = Join-Path (Get-SuiteModulePath) 'EnterpriseSecurity.psd1'; store = Join-Path $folder store; key = Join-Path $folder key })
        $running = $shell.BeginInvoke()
        for ($i = 0; $i -lt 100 -and -not (Get-KeyRotation -Name stopped | Where-Object State -EQ Staged); $i++) { Start-Sleep -Milliseconds 100 }
        Start-Sleep -Milliseconds 300
        $shell.Stop()
        $shell.Dispose()
        $null = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        $rotation = Get-KeyRotation -Name stopped
        "$($rotation.State)" | Should -Be Staged
        (Resume-KeyRotation $rotation.Id -OnStage { 'short' }).State | Should -Be Completed
    }
}
