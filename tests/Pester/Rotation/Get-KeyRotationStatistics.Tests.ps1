BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.GetKeyRotationStatisticsCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-KeyRotationStatistics' {
    It 'counts nothing where there is nothing' {
        $none = Get-KeyRotationStatistics
        $none.TotalRotations, $none.SuccessRate, $none.AverageDuration | Should -Be 0, 0, $null
    }

    It 'counts by outcome, strategy and kind' {
        $null = 'a', 'b', 'c' | New-ManagedKey -Type Hmac
        $null = Protect-Secret d x
        $null = 'a', 'b' | Start-KeyRotation ManagedKey -Strategy Immediate
        $null = Start-KeyRotation ManagedKey c | Undo-KeyRotation
        $null = Start-KeyRotation Secret d -OnVerify { $false } -ErrorAction SilentlyContinue
        $null = Start-KeyRotation Secret d
        $all = Get-KeyRotationStatistics
        $all.TotalRotations, $all.SuccessfulRotations, $all.FailedRotations, $all.UndoneRotations, $all.RunningRotations, $all.SuccessRate | Should -Be 4, 2, 1, 1, 1, 50
        $all.ByStrategy['Immediate'].SuccessRate | Should -Be 100
        $all.ByKind['Secret'].Failed | Should -Be 1
        (Get-KeyRotationStatistics -Kind ManagedKey).TotalRotations | Should -Be 3
        (Get-KeyRotationStatistics d).TotalRotations | Should -Be 1
        ($all | Out-String) | Should -Match '50.0 %'
        ($all | Out-String) | Should -Match 'Immediate: 2 of 2'
    }

    It 'needs a store' {
        Disconnect-SecurityStore
        { Get-KeyRotationStatistics } | Should -Throw -ErrorId "StoreNotConnected,$id"
    }
}
