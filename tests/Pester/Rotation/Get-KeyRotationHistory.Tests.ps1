BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.GetKeyRotationHistoryCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-KeyRotationHistory' {
    It 'lists all, the newest first, by every filter' {
        $null = New-ManagedKey a Hmac
        $null = New-ManagedKey b Hmac
        $first = Start-KeyRotation ManagedKey a -Strategy Immediate
        $second = Start-KeyRotation ManagedKey b
        $undone = Undo-KeyRotation $second.Id -Reason 'no'
        $third = Start-KeyRotation ManagedKey a
        @(Get-KeyRotationHistory).Id | Should -Be $third.Id, $second.Id, $first.Id
        @(Get-KeyRotationHistory a).Id | Should -Be $third.Id, $first.Id
        @('b' | Get-KeyRotationHistory).Reason | Should -Be no
        @(Get-ManagedKey b | Get-KeyRotationHistory).Id | Should -Be $second.Id
        @(Get-KeyRotationHistory -State Completed).Id | Should -Be $first.Id
        @(Get-KeyRotationHistory -CredentialId $first.OldId).Id | Should -Be $first.Id
        @(Get-KeyRotationHistory -KeyId $first.NewId).Id | Should -Be $third.Id, $first.Id
        @(Get-KeyRotationHistory -Strategy Immediate).IsSuccessful | Should -Be $true
        Get-KeyRotationHistory -Before (Get-Date).AddDays(-1) | Should -BeNullOrEmpty
        @(Get-KeyRotationHistory -After (Get-Date).AddDays(-1)).Count | Should -Be 3
        Get-KeyRotationHistory -Kind Secret | Should -BeNullOrEmpty
        $undone.State | Should -Be Undone
    }

    It 'needs a store' {
        Disconnect-SecurityStore
        { Get-KeyRotationHistory } | Should -Throw -ErrorId "StoreNotConnected,$id"
    }
}
