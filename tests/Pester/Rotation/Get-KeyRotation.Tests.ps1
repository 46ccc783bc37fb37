BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.GetKeyRotationCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-KeyRotation' {
    It 'lists what runs, by id, name, kind, policy, strategy and state' {
        $null = New-ManagedKey a Hmac
        $null = Protect-Secret b x
        $null = New-KeyRotationPolicy by ManagedKey a -Interval 1d -Strategy BlueGreen
        $one = Start-KeyRotation -Policy by -Id a
        $two = Start-KeyRotation Secret b
        (Get-KeyRotation).Id | Should -Be $one.Id, $two.Id
        (Get-KeyRotation -Name B).Id | Should -Be $two.Id
        (Get-KeyRotation -Kind ManagedKey).Id | Should -Be $one.Id
        (Get-KeyRotation -Policy b*).Id | Should -Be $one.Id
        (Get-KeyRotation -Strategy Overlapping).Id | Should -Be $two.Id
        (Get-KeyRotation -State Verified).Id | Should -Be $one.Id
        ($two.Id, $one.Id | Get-KeyRotation).Name | Should -Be b, a
        ($one | Get-KeyRotation).Steps.Step | Should -Be Issue, Stage, Verify
        @(Get-KeyRotation | Out-String -Width 100 | ForEach-Object { $_ -split "`n" } | Where-Object { $_.TrimEnd().Length -gt 100 }).Count | Should -Be 0
        (Get-KeyRotation | Out-String -Width 100) | Should -Match $one.Id
        (Get-KeyRotation | Out-String -Width 100) | Should -Match 'Promote when asked'
    }

    It 'lists what policies want' {
        $null = New-ManagedKey due Hmac
        $null = New-KeyRotationPolicy soon ManagedKey due -Interval 1d
        Get-KeyRotation -Due | Should -BeNullOrEmpty
        $due = Get-KeyRotation -Due -Within 2d | Where-Object Name -EQ due
        $due.Policy, ($due.DueAt - $due.IssuedAt).TotalDays | Should -Be soon, 1
        Get-KeyRotation -Due -Within 2d -Kind Secret | Should -BeNullOrEmpty
    }

    It 'says what is not there' {
        { Get-KeyRotation nothing -ErrorAction Stop } | Should -Throw -ErrorId "RotationNotFound,$id"
        Get-KeyRotation -Name nothing | Should -BeNullOrEmpty
    }
}
