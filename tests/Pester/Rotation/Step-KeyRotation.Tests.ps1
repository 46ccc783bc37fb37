BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.StepKeyRotationCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Step-KeyRotation' {
    It 'goes from phase to phase, and into use' {
        $null = New-ManagedKey a Hmac
        $rotation = Start-KeyRotation ManagedKey a -Strategy Gradual
        Step-KeyRotation $rotation.Id -WhatIf | Should -BeNullOrEmpty
        $step = $rotation | Step-KeyRotation
        $step.Rotation.Share, $step.Rotation.Phase, $step.State | Should -Be 50, 2, 'Verified'
        $step = $rotation.Id | Step-KeyRotation
        $step.Rotation.Share, $step.State | Should -Be 100, 'Promoted'
        { Step-KeyRotation $rotation.Id -ErrorAction Stop } | Should -Throw -ErrorId "RotationStepForbidden,$id"
    }

    It 'says what is wrong' {
        { Step-KeyRotation nothing -ErrorAction Stop } | Should -Throw -ErrorId "RotationNotFound,$id"
        $rotation = Start-KeyRotation ManagedKey (New-ManagedKey b Hmac).Id -Strategy BlueGreen
        { Step-KeyRotation $rotation.Id -ErrorAction Stop } | Should -Throw -ErrorId "RotationNotGradual,$id"
    }
}
