BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.SuspendKeyRotationCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Suspend-KeyRotation' {
    It 'holds a rotation until it is resumed' {
        $null = New-ManagedKey a Hmac
        $rotation = Start-KeyRotation ManagedKey a -Strategy BlueGreen -StagingPeriod 1s
        ($rotation | Suspend-KeyRotation).IsPaused | Should -BeTrue
        Start-Sleep -Milliseconds 1200
        Invoke-KeyRotation | Should -BeNullOrEmpty
        (Get-KeyRotation $rotation.Id).NextAt | Should -BeNullOrEmpty
        (Resume-KeyRotation $rotation.Id).Rotation.IsPaused | Should -BeFalse
    }

    It 'does nothing with -WhatIf' {
        $rotation = Start-KeyRotation ManagedKey (New-ManagedKey whatif Hmac).Id -Strategy BlueGreen
        Suspend-KeyRotation $rotation.Id -WhatIf
        (Get-KeyRotation $rotation.Id).IsPaused | Should -BeFalse
    }

    It 'says what is wrong' {
        { Suspend-KeyRotation nothing -ErrorAction Stop } | Should -Throw -ErrorId "RotationNotFound,$id"
        $promoted = Start-KeyRotation ManagedKey (New-ManagedKey promoted Hmac).Id
        { $promoted.Id | Suspend-KeyRotation -ErrorAction Stop } | Should -Throw -ErrorId "RotationStepForbidden,$id"
    }
}
