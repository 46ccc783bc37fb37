BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.ExportRotatedKeyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Export-RotatedKey' {
    It 'gives the key while the rotation runs, as a SecureString or as text' {
        $rotation = Start-KeyRotation ApiKey (New-ApiKey a).Id -Strategy BlueGreen
        Export-RotatedKey $rotation.Id -WhatIf | Should -BeNullOrEmpty
        Export-RotatedKey $rotation.Id | Should -BeOfType securestring
        $rotation.Id | Export-RotatedKey -AsPlainText | Should -Be $rotation.Key
        Get-KeyRotation | Export-RotatedKey | ConvertFrom-SecureString -AsPlainText | Should -Be $rotation.Key
        @(Get-SecurityAudit -Action rotation_value_read).Count | Should -BeGreaterThan 2
        $null = Complete-KeyRotation $rotation.Id -AtOnce
        { Export-RotatedKey $rotation.Id -ErrorAction Stop } | Should -Throw -ErrorId "RotationEnded,$id"
    }

    It 'says what is wrong' {
        { Export-RotatedKey nothing -ErrorAction Stop } | Should -Throw -ErrorId "RotationNotFound,$id"
        $other = Start-KeyRotation ManagedKey (New-ManagedKey b Hmac).Id
        { Export-RotatedKey $other.Id -ErrorAction Stop } | Should -Throw -ErrorId "RotationValueGone,$id"
    }
}
