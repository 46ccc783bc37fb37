BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.NewKeyRotationPolicyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'New-KeyRotationPolicy' {
    It 'makes one with all that it can say' {
        $policy = New-KeyRotationPolicy a Secret db-* -Interval 90d -MaximumAge 100d -NotifyBefore 1w -Overlap 3d -Length 40 -NoSymbol -HookTimeout 5m -OnStage { 'x' } -Disabled
        "$($policy.Kind)", $policy.Target, "$($policy.Strategy)" | Should -Be 'Secret', 'db-*', 'Overlapping'
        $policy.Interval.TotalDays, $policy.MaximumAge.TotalDays, $policy.NotifyBefore.TotalDays, $policy.Overlap.TotalDays | Should -Be 90, 100, 7, 3
        $policy.Length, $policy.NoSymbols, $policy.HookTimeout.TotalMinutes, $policy.Enabled | Should -Be 40, $true, 5, $false
        $policy.Hooks['Stage'].Trim() | Should -Be "'x'"
        (New-KeyRotationPolicy b ApiKey * -Interval 1d -Strategy Gradual -Phase 20:1h, 100:2h).Phases.Share | Should -Be 20, 100
        (New-KeyRotationPolicy c SshKey * -MaximumAge 1d -Strategy BlueGreen -Grace 2h -StagingPeriod 1h).StagingPeriod.TotalHours | Should -Be 1
    }

    It 'takes them by property name, as from a file' {
        $made = [pscustomobject]@{ Name = 'd'; Kind = 'ManagedKey'; Target = 'x*' }, [pscustomobject]@{ Name = 'e'; Kind = 'Certificate'; Target = '*' } | New-KeyRotationPolicy -Interval 30d
        $made.Name | Should -Be 'd', 'e'
    }

    It 'makes nothing with -WhatIf' {
        New-KeyRotationPolicy whatif Secret * -Interval 1d -WhatIf
        Get-KeyRotationPolicy whatif* | Should -BeNullOrEmpty
    }

    It 'says what is wrong' {
        { New-KeyRotationPolicy a Secret * -Interval 1d -ErrorAction Stop } | Should -Throw -ErrorId "RotationPolicyExists,$id"
        { New-KeyRotationPolicy z Secret * -ErrorAction Stop } | Should -Throw -ErrorId "RotationOptionInvalid,$id"
        { New-KeyRotationPolicy z Secret * -Interval 1s -ErrorAction Stop } | Should -Throw -ErrorId "RotationOptionInvalid,$id"
        { New-KeyRotationPolicy z Secret * -Interval 2d -MaximumAge 1d -ErrorAction Stop } | Should -Throw -ErrorId "RotationOptionInvalid,$id"
        { New-KeyRotationPolicy ' ' Secret * -Interval 2d -ErrorAction Stop } | Should -Throw -ErrorId "NameInvalid,$id"
        { New-KeyRotationPolicy z Secret * -Interval 2d -StagingPeriod 1d } | Should -Throw -ErrorId "RotationOptionNotForStrategy,$id"
        { New-KeyRotationPolicy z Secret * -Interval 90 } | Should -Throw '*unit*'
        { New-KeyRotationPolicy z -Kind Nothing -Target * -Interval 90d } | Should -Throw -ErrorId "CannotConvertArgumentNoMessage,$id"
    }

    It 'keeps the text of hooks out of every view' {
        (Get-KeyRotationPolicy a | Out-String -Width 100) | Should -Match 'Stage'
        (Get-KeyRotationPolicy a | Out-String -Width 100) | Should -Not -Match "'x'"
    }
}
