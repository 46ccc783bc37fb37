BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.Rotation.GetKeyRotationPolicyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-KeyRotationPolicy' {
    It 'lists by name, wildcard and kind, also from the pipeline' {
        $null = New-KeyRotationPolicy alpha Secret * -Interval 1d
        $null = New-KeyRotationPolicy beta ApiKey * -Interval 1d
        (Get-KeyRotationPolicy).Name | Should -Be alpha, beta
        (Get-KeyRotationPolicy ALPHA).Name | Should -Be alpha
        (Get-KeyRotationPolicy b*).Name | Should -Be beta
        (Get-KeyRotationPolicy -Kind Secret).Name | Should -Be alpha
        ('beta', 'alpha' | Get-KeyRotationPolicy).Name | Should -Be beta, alpha
        ([pscustomobject]@{ Name = 'beta' } | Get-KeyRotationPolicy).Name | Should -Be beta
        (TabExpansion2 'Get-KeyRotationPolicy al').CompletionMatches.CompletionText | Should -Be alpha
        @(Get-KeyRotationPolicy | Out-String -Width 100 | ForEach-Object { $_ -split "`n" } | Where-Object { $_.TrimEnd().Length -gt 100 }).Count | Should -Be 0
    }

    It 'says what is not there' {
        Get-KeyRotationPolicy z* | Should -BeNullOrEmpty
        { Get-KeyRotationPolicy z -ErrorAction Stop } | Should -Throw -ErrorId "RotationPolicyNotFound,$id"
    }
}
