BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.ResumeKeyRotationCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Resume-KeyRotation' {
    It 'goes on with the time that was left, and with -WhatIf does not' {
        $null = New-ManagedKey a Hmac
        $rotation = Start-KeyRotation ManagedKey a -Strategy BlueGreen -StagingPeriod 1h
        $null = Suspend-KeyRotation $rotation.Id
        Resume-KeyRotation $rotation.Id -WhatIf
        (Get-KeyRotation $rotation.Id).IsPaused | Should -BeTrue
        $resumed = Get-KeyRotation | Where-Object IsPaused | Resume-KeyRotation
        $resumed.Rotation.IsPaused, $resumed.State | Should -Be $false, 'Verified'
        $resumed.Rotation.NextAt | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddMinutes(55))
    }

    It 'takes over what a process died in' {
        $null = New-ApiKey crashed
        $died = Invoke-SuiteProcess @'
Import-Module (Join-Path $ModulePath EnterpriseSecurity.psd1)
$null = Connect-SecurityStore $Store -KeyFile $Key
Start-KeyRotation ApiKey crashed -HookTimeout 1s -OnStage { [Diagnostics.Process]::GetCurrentProcess().Kill() }
'@ -Variable @{ Store = Join-Path $folder store; Key = Join-Path $folder key }
        $died.ExitCode | Should -Not -Be 0
        $rotation = Get-KeyRotation -Name crashed
        "$($rotation.State)" | Should -Be Staged
        Start-Sleep -Milliseconds 1100
        $resumed = Resume-KeyRotation $rotation.Id -OnStage { 'done' }
        $resumed.State | Should -Be Promoted
        Test-ApiKey $resumed.Key | Should -BeTrue
    }

    It 'says what is wrong' {
        { Resume-KeyRotation nothing -ErrorAction Stop } | Should -Throw -ErrorId "RotationNotFound,$id"
        $done = Start-KeyRotation ManagedKey (New-ManagedKey done Hmac).Id -Strategy Immediate
        { Resume-KeyRotation $done.Id -ErrorAction Stop } | Should -Throw -ErrorId "RotationEnded,$id"
    }
}
