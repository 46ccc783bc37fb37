BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.SetKeyRotationPolicyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Set-KeyRotationPolicy' {
    BeforeAll {
        $null = New-KeyRotationPolicy a Secret db-* -Interval 90d -NotifyBefore 7d -MaximumAge 100d -OnStage { 'stage' } -OnVerify { $true }
    }

    It 'changes what is given and leaves the rest' {
        $changed = Set-KeyRotationPolicy a -Interval 30d -Target app-* -Strategy BlueGreen -Grace 2d -OnStage { 'other' } -RemoveHook Verify -NoSymbol
        $changed.Interval.TotalDays, $changed.Target, "$($changed.Strategy)", $changed.Grace.TotalDays, $changed.NoSymbols | Should -Be 30, 'app-*', 'BlueGreen', 2, $true
        $changed.NotifyBefore.TotalDays, $changed.MaximumAge.TotalDays | Should -Be 7, 100
        @($changed.Hooks.Keys) | Should -Be Stage
        $changed.Hooks['Stage'].Trim() | Should -Be "'other'"
        $changed = Set-KeyRotationPolicy a -NoNotice -NoMaximumAge -NoSymbol:$false
        $changed.NotifyBefore, $changed.MaximumAge, $changed.NoSymbols, $changed.Interval.TotalDays | Should -Be $null, $null, $false, 30
    }

    It 'disables and enables, piped and by property name' {
        ('a' | Set-KeyRotationPolicy -Disable).Enabled | Should -BeFalse
        (Get-KeyRotationPolicy | Set-KeyRotationPolicy -Enable).Enabled | Should -BeTrue
    }

    It 'changes nothing with -WhatIf' {
        Set-KeyRotationPolicy a -Interval 1d -WhatIf
        (Get-KeyRotationPolicy a).Interval.TotalDays | Should -Be 30
    }

    It 'says what is wrong' {
        { Set-KeyRotationPolicy z -Interval 1d -ErrorAction Stop } | Should -Throw -ErrorId "RotationPolicyNotFound,$id"
        { Set-KeyRotationPolicy a -NoInterval -ErrorAction Stop } | Should -Throw -ErrorId "RotationOptionInvalid,$id"
        { Set-KeyRotationPolicy a -Enable -Disable } | Should -Throw -ErrorId "ParametersConflict,$id"
        { Set-KeyRotationPolicy a -Interval 1d -NoInterval } | Should -Throw -ErrorId "ParametersConflict,$id"
        { Set-KeyRotationPolicy a -OnStage { 1 } -RemoveHook Stage } | Should -Throw -ErrorId "ParametersConflict,$id"
    }
}
