BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.UndoKeyRotationCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Undo-KeyRotation' {
    It 'goes back before and after the promotion' {
        $null = Protect-Secret a first
        $staged = Start-KeyRotation Secret a -Value second -Strategy BlueGreen
        ($staged | Undo-KeyRotation).State | Should -Be Undone
        Unprotect-Secret a -AsPlainText | Should -Be first
        $promoted = Start-KeyRotation Secret a -Value third
        Unprotect-Secret a -AsPlainText | Should -Be third
        (Undo-KeyRotation $promoted.Id -Reason 'a client was forgotten').State | Should -Be Undone
        Unprotect-Secret a -AsPlainText | Should -Be first
        (Get-KeyRotation $promoted.Id).Reason | Should -Be 'a client was forgotten'
    }

    It 'runs the hook, and is undone even when that fails' {
        $script:ran = 0
        $rotation = Start-KeyRotation ManagedKey (New-ManagedKey hooked Hmac).Id -OnRollback { $script:ran++; throw 'no' }
        (Undo-KeyRotation $rotation.Id -WarningAction SilentlyContinue).State | Should -Be Undone
        $ran | Should -Be 1
    }

    It 'does nothing with -WhatIf' {
        $rotation = Start-KeyRotation ManagedKey (New-ManagedKey whatif Hmac).Id
        Undo-KeyRotation $rotation.Id -WhatIf | Should -BeNullOrEmpty
        (Get-KeyRotation $rotation.Id).State | Should -Be Promoted
    }

    It 'says what is wrong' {
        { Undo-KeyRotation nothing -ErrorAction Stop } | Should -Throw -ErrorId "RotationNotFound,$id"
        $rotation = Start-KeyRotation ManagedKey (New-ManagedKey errors Hmac).Id
        { Undo-KeyRotation $rotation.Id -Reason "a`nb" -ErrorAction Stop } | Should -Throw -ErrorId "RotationOptionInvalid,$id"
        $done = Start-KeyRotation ManagedKey (New-ManagedKey done Hmac).Id -Strategy Immediate
        { Undo-KeyRotation $done.Id -ErrorAction Stop } | Should -Throw -ErrorId "RotationEnded,$id"
        $late = Start-KeyRotation ManagedKey (New-ManagedKey late Hmac).Id -Overlap 1s
        Start-Sleep -Milliseconds 1100
        { Undo-KeyRotation $late.Id -ErrorAction Stop } | Should -Throw -ErrorId "RotationUndoTooLate,$id"
    }
}
