BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.GetKeyRotationChoiceCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-KeyRotationChoice' {
    It 'gives a client the one credential, and keeps to it' {
        $key = New-ManagedKey a Hmac
        (Get-KeyRotationChoice ManagedKey a -ClientId x).Id | Should -Be $key.Id
        $rotation = Start-KeyRotation ManagedKey a -Strategy Gradual -Phase 30:1d, 60:1d, 100:1d
        $before = 1..200 | ForEach-Object { "$_" } | Get-KeyRotationChoice ManagedKey a
        $again = 1..200 | ForEach-Object { "$_" } | Get-KeyRotationChoice ManagedKey a
        $again.IsSuccessor | Should -Be $before.IsSuccessor
        $null = Step-KeyRotation $rotation.Id
        $after = 1..200 | ForEach-Object { "$_" } | Get-KeyRotationChoice ManagedKey a
        for ($i = 0; $i -lt 200; $i++) { if ($before[$i].IsSuccessor) { $after[$i].Id | Should -Be $rotation.NewId } }
        @($after | Where-Object IsSuccessor).Count | Should -BeGreaterThan @($before | Where-Object IsSuccessor).Count
        (TabExpansion2 'Get-KeyRotationChoice ManagedKey ').CompletionMatches.CompletionText | Should -Be a
    }

    It 'says what is not there' {
        { Get-KeyRotationChoice ManagedKey nothing -ClientId x -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyNotFound,$id"
    }
}
