BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.RemoveKeyRotationPolicyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Remove-KeyRotationPolicy' {
    It 'removes by parameter, piped and by property name, and with -WhatIf nothing' {
        foreach ($name in 'a', 'b', 'c') { $null = New-KeyRotationPolicy $name Secret * -Interval 1d }
        Remove-KeyRotationPolicy a -WhatIf
        Remove-KeyRotationPolicy a -Force -WhatIf
        @(Get-KeyRotationPolicy).Count | Should -Be 3
        Remove-KeyRotationPolicy a -Force
        'b' | Remove-KeyRotationPolicy -Confirm:$false
        Get-KeyRotationPolicy c | Remove-KeyRotationPolicy -Force
        Get-KeyRotationPolicy | Should -BeNullOrEmpty
        { Remove-KeyRotationPolicy a -Force -ErrorAction Stop } | Should -Throw -ErrorId "RotationPolicyNotFound,$id"
    }
}
