BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Set-PasswordPolicy' {
    It 'changes the rules that are given and keeps the others' {
        (Set-PasswordPolicy -MinLength 12 -MaximumAge 90d -MaxRepeatedCharacters 0).MinLength | Should -Be 12
        $null = Set-PasswordPolicy -RequireSymbol $false -BreachRangeUri https://breaches.example/range/
        $policy = Get-PasswordPolicy
        $policy.MinLength, $policy.MaximumAge.TotalDays, $policy.RequireSymbol, $policy.MaxRepeatedCharacters | Should -Be 12, 90, $false, $null
        $policy.BreachRangeUri | Should -Be 'https://breaches.example/range/'
        (Set-PasswordPolicy -MaximumAge 0s -NoBreachCheck).MaximumAge | Should -BeNullOrEmpty
        (Get-PasswordPolicy).BreachRangeUri | Should -BeNullOrEmpty
    }

    It 'takes a list by a path from where the user is' {
        Set-Content (Join-Path $folder list.txt) ('0' * 40)
        Push-Location $folder
        try { $null = Set-PasswordPolicy -BreachListPath ./list.txt } finally { Pop-Location }
        (Get-PasswordPolicy).BreachListPath | Should -Be (Join-Path $folder list.txt)
    }

    It 'begins anew with -Reset' {
        (Set-PasswordPolicy -Reset -MinLength 20).RequireSymbol | Should -BeTrue
        (Get-PasswordPolicy).MinLength | Should -Be 20
        (Set-PasswordPolicy -Reset).MinLength | Should -Be 8
        (Get-PasswordPolicy).MinLength | Should -Be 8
    }

    It 'changes nothing with -WhatIf' {
        Set-PasswordPolicy -MinLength 30 -WhatIf | Should -BeNullOrEmpty
        (Get-PasswordPolicy).MinLength | Should -Be 8
    }

    It 'refuses what cannot be followed, and changes nothing' {
        { Set-PasswordPolicy -MinLength 0 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordPolicyInvalid,EnterpriseSecurity.Commands.Passwords.SetPasswordPolicyCommand'
        { Set-PasswordPolicy -MaxLength 7 -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordPolicyInvalid,*'
        { Set-PasswordPolicy -MaximumAge 90 -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { Set-PasswordPolicy -BreachRangeUri somewhere -ErrorAction Stop } | Should -Throw -ErrorId 'BreachServiceAddressInvalid,*'
        { Set-PasswordPolicy -BreachListPath (Join-Path $folder none) -ErrorAction Stop } | Should -Throw -ErrorId 'BreachListNotFound,*'
        (Get-PasswordPolicy).MinLength | Should -Be 8
        Get-SecurityAudit -Action password_policy_changed | Where-Object Result -EQ failure | Should -Not -BeNullOrEmpty
    }

    It 'needs a store' {
        Disconnect-SecurityStore
        { Set-PasswordPolicy -MinLength 9 } | Should -Throw -ErrorId 'StoreNotConnected,*'
    }
}
