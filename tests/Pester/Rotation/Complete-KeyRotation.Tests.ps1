BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.CompleteKeyRotationCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Complete-KeyRotation' {
    It 'switches, ends the old one, and does both at once' {
        $keys = 'a', 'b' | New-ApiKey
        $staged = $keys | Start-KeyRotation ApiKey -Strategy BlueGreen
        $switched = Complete-KeyRotation $staged[0].Id
        $switched.State | Should -Be Promoted
        Test-ApiKey $keys[0].Key | Should -BeTrue
        ($switched | Complete-KeyRotation).State | Should -Be Completed
        Test-ApiKey $keys[0].Key | Should -BeFalse
        ($staged[1].Id | Complete-KeyRotation -AtOnce).State | Should -Be Completed
        Test-ApiKey $keys[1].Key | Should -BeFalse
        Test-ApiKey $staged[1].Key | Should -BeTrue
    }

    It 'runs the hooks that the rotation keeps, or those given in their place' {
        $null = New-ManagedKey hooked Hmac
        $script:ran = @()
        $rotation = Start-KeyRotation ManagedKey hooked -Strategy BlueGreen -OnPromote { $script:ran += 'kept' }
        (Complete-KeyRotation $rotation.Id -OnPromote { $script:ran += 'given' }).State | Should -Be Promoted
        $ran | Should -Be given
        $rotation = Start-KeyRotation ManagedKey (New-ManagedKey hooked2 Hmac).Id -Strategy BlueGreen -OnPromote { $script:ran += 'kept' }
        $null = Complete-KeyRotation $rotation.Id
        $ran | Should -Be given, kept
        { Complete-KeyRotation $rotation.Id -OnVerify { $true } -ErrorAction Stop } | Should -Throw -ErrorId "RotationHookNotKept,$id"
    }

    It 'does nothing with -WhatIf, and completes ids' {
        $rotation = Start-KeyRotation ManagedKey (New-ManagedKey whatif Hmac).Id -Strategy BlueGreen
        Complete-KeyRotation $rotation.Id -WhatIf | Should -BeNullOrEmpty
        (Get-KeyRotation $rotation.Id).State | Should -Be Verified
        (TabExpansion2 "Complete-KeyRotation '$($rotation.Id)").CompletionMatches.CompletionText | Should -Be "'$($rotation.Id)'"
    }

    It 'says what is wrong, and goes on' {
        $rotation = Start-KeyRotation ManagedKey (New-ManagedKey errors Hmac).Id -Strategy BlueGreen
        @(Complete-KeyRotation nothing, $rotation.Id -AtOnce -ErrorAction SilentlyContinue -ErrorVariable failures).State | Should -Be Completed
        $failures[0].FullyQualifiedErrorId | Should -Be "RotationNotFound,$id"
        { Complete-KeyRotation $rotation.Id -ErrorAction Stop } | Should -Throw -ErrorId "RotationEnded,$id"
    }
}
