BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Rotation.psm1')
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:id = 'EnterpriseSecurity.Commands.Rotation.InvokeKeyRotationCommand'
    $script:script = @'
Import-Module (Join-Path $ModulePath EnterpriseSecurity.psd1)
$null = Connect-SecurityStore $Store -KeyFile $Key
Invoke-KeyRotation -ErrorAction Continue | ForEach-Object { "$_" }
exit $LASTEXITCODE
'@
}

Describe 'Invoke-KeyRotation' {
    BeforeEach {
        $script:folder = New-SuiteFolder
        $script:store = Join-Path $folder store
        $script:key = Join-Path $folder key
        $null = Initialize-SecurityStore $store -KeyFile $key
        # Through a clock an hour behind, so that policies of minutes find work.
        Disconnect-SecurityStore
        $script:past = Open-PastStore $store $key
        $null = New-ApiKey -Name old-key -Store $past
        $null = Protect-Secret old-secret first -Store $past
        $past.Dispose()
        $null = Connect-SecurityStore $store -KeyFile $key
    }

    AfterEach {
        Disconnect-SecurityStore
        Remove-SuiteFolder $folder
    }

    It 'does all that is due, once, and says what' {
        $null = New-KeyRotationPolicy keys ApiKey old-* -Interval 30m -Overlap 1s
        $null = New-KeyRotationPolicy secrets Secret old-* -Interval 50m -Strategy Immediate
        $outcomes = @(Invoke-KeyRotation)
        $LASTEXITCODE | Should -Be 0
        $outcomes.Outcome | Should -Be Started, Started
        $outcomes.Name | Should -Be old-key, old-secret
        $outcomes.Policy | Should -Be keys, secrets
        $outcomes.IsSuccessful | Should -Be $true, $true
        Test-ApiKey $outcomes[0].Key | Should -BeTrue
        ($outcomes | Out-String) | Should -Not -Match $outcomes[0].Key.Split('_')[-1]
        Unprotect-Secret old-secret -AsPlainText | Should -Not -Be first
        Start-Sleep -Milliseconds 1100
        $again = @(Invoke-KeyRotation)
        "$($again.Outcome) $($again.Name) $($again.State)" | Should -Be 'Continued old-key Completed'
        Invoke-KeyRotation | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }

    It 'says with -WhatIf what is due, and does nothing' {
        $null = New-KeyRotationPolicy keys ApiKey old-* -Interval 30m
        $run = Invoke-SuiteProcess ($script -replace '-ErrorAction Continue', '-WhatIf') -Variable @{ Store = $store; Key = $key }
        $run.Output -join "`n" | Should -Match 'What if: .*ApiKey old-key by keys'
        Invoke-KeyRotation -WhatIf | Should -BeNullOrEmpty
        Get-KeyRotationHistory | Should -BeNullOrEmpty
    }

    It 'writes an error for each that failed, goes on, and sets the exit status' {
        $null = New-KeyRotationPolicy keys ApiKey old-* -Interval 30m -OnVerify { throw 'not reachable' }
        $null = New-KeyRotationPolicy secrets Secret old-* -Interval 30m
        $outcomes = @(Invoke-KeyRotation -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue)
        $LASTEXITCODE | Should -Be 1
        $outcomes.Outcome | Should -Be Failed, Started
        @($failures | Where-Object { $_ -is [Management.Automation.ErrorRecord] }).FullyQualifiedErrorId | Should -Contain "RotationFailed,$id"
        "$($failures)" | Should -Match 'Verify hook failed with RuntimeException'
    }

    It 'tells once of what will be due, and fails for what is overdue' {
        $null = New-KeyRotationPolicy keys ApiKey old-* -Interval 2h -NotifyBefore 90m
        (Invoke-KeyRotation).Outcome | Should -Be Notified
        Invoke-KeyRotation | Should -BeNullOrEmpty
        $null = New-KeyRotationPolicy secrets Secret old-* -Interval 30m -MaximumAge 40m -Strategy BlueGreen
        (Invoke-KeyRotation).State | Should -Be Verified
        $overdue = Invoke-KeyRotation -ErrorAction SilentlyContinue -ErrorVariable failures
        "$($overdue.Outcome)", $overdue.IsSuccessful, $LASTEXITCODE | Should -Be 'Overdue', $false, 1
        $failures[0].FullyQualifiedErrorId | Should -Be "RotationOverdue,$id"
    }

    It 'runs the hooks of policies, or those given in their place' {
        $null = New-KeyRotationPolicy keys ApiKey old-* -Interval 30m -OnStage { throw 'the kept one' }
        $script:ran = 0
        (Invoke-KeyRotation -OnStage { $script:ran++ }).Outcome | Should -Be Started
        $ran | Should -Be 1
    }

    It 'has an exit status for schedulers' {
        $null = New-KeyRotationPolicy keys ApiKey old-* -Interval 30m -OnStage (New-Item (Join-Path $folder hook.ps1) -Value 'Set-Content "$PSScriptRoot/ran" $_.Name')
        Disconnect-SecurityStore
        $run = Invoke-SuiteProcess $script -Variable @{ Store = $store; Key = $key }
        $run.ExitCode, "$($run.Output)" | Should -Be 0, 'Started: ApiKey old-key'
        Get-Content (Join-Path $folder ran) | Should -Be old-key
        (Invoke-SuiteProcess $script -Variable @{ Store = $store; Key = $key }).ExitCode | Should -Be 0
        $null = Connect-SecurityStore $store -KeyFile $key
        $null = New-KeyRotationPolicy secrets Secret old-* -Interval 30m -OnVerify { $false }
        $run = Invoke-SuiteProcess $script -Variable @{ Store = $store; Key = $key }
        $run.ExitCode | Should -Be 1
        "$($run.Output)" | Should -Match 'Failed: Secret old-secret'
        (Invoke-SuiteProcess $script -Variable @{ Store = "$store-none"; Key = $key }).ExitCode | Should -Be 1
    }

    It 'rotates once when two run at the same time' {
        $null = New-KeyRotationPolicy keys ApiKey old-* -Interval 30m -OnStage { Add-Content $env:ROTATION_TEST_FILE ran; Start-Sleep -Milliseconds 500 }
        $env:ROTATION_TEST_FILE = Join-Path $folder ran
        $file = Join-Path $folder both.ps1
        $go = Join-Path $folder go
        Set-Content $file @"
`$ErrorActionPreference = 'Stop'
Import-Module '$(Join-Path (Get-SuiteModulePath) EnterpriseSecurity.psd1)'
`$null = Connect-SecurityStore '$store' -KeyFile '$key'
while (-not (Test-Path '$go')) { Start-Sleep -Milliseconds 5 }
Invoke-KeyRotation | ForEach-Object { "`$_" }
exit `$LASTEXITCODE
"@
        $processes = 1..2 | ForEach-Object { Start-Process ([Environment]::ProcessPath) '-NoProfile', '-NonInteractive', '-File', $file -PassThru -RedirectStandardOutput (Join-Path $folder "out$_") }
        Start-Sleep -Seconds 4
        $null = New-Item $go
        $processes | Wait-Process -Timeout 120
        $processes.ExitCode | Should -Be 0, 0
        @(Get-Content (Join-Path $folder out1), (Join-Path $folder out2)) | Should -Be 'Started: ApiKey old-key'
        @(Get-Content (Join-Path $folder ran)) | Should -Be ran
        @(Get-ApiKey old-key).Count | Should -Be 2
        @(Get-KeyRotationHistory).Count | Should -Be 1
        $env:ROTATION_TEST_FILE = $null
    }

    It 'needs a store' {
        Disconnect-SecurityStore
        { Invoke-KeyRotation } | Should -Throw -ErrorId "StoreNotConnected,$id"
    }
}
