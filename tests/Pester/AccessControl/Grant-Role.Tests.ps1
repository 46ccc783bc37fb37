BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-Role viewer read
    $null = New-Role editor docs:*, write -InheritsFrom viewer -Deny docs:delete
    $null = Grant-Role bob editor
    $null = Grant-Role amy viewer
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Grant-Role' {
    It 'gives a role, for a time and for a resource' {
        (Grant-Role ann viewer -ExpiresIn 8h).ExpiresAt | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddHours(7))
        (Grant-Role ann editor -Resource 'prod/*').Resource | Should -Be 'prod/*'
        Test-Permission ann write | Should -BeFalse
        Test-Permission ann write -Resource prod/1 | Should -BeTrue
        (Grant-Role late viewer -NotBefore ([DateTimeOffset]::UtcNow.AddDays(1)) -ExpiresIn 1d).IsActive | Should -BeFalse
        Test-Permission late read | Should -BeFalse
    }

    It 'takes users from the pipeline and by property name' {
        ('u1', 'u2' | Grant-Role -Role viewer).UserId | Should -Be u1, u2
        ([pscustomobject]@{ UserId = 'u3'; Role = 'viewer' } | Grant-Role).Role | Should -Be viewer
    }

    It 'takes an empty column of a list for no limit, and an empty variable for a mistake' {
        $null = [pscustomobject]@{ UserId = 'u4'; Role = 'viewer'; Resource = '' }, [pscustomobject]@{ UserId = 'u5'; Role = 'viewer'; Resource = 'a' } | Grant-Role
        (Test-Permission u4 read), (Test-Permission u5 read) | Should -Be $true, $false
        foreach ($nothing in '', $null) { { Grant-Role u6 viewer -Resource $nothing -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceInvalid,EnterpriseSecurity.Commands.AccessControl.GrantRoleCommand' }
        Get-RoleAssignment u6 | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf' {
        Grant-Role nobody viewer -WhatIf
        Test-Permission nobody read | Should -BeFalse
    }

    It 'refuses what cannot be' {
        { Grant-Role a absent -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.GrantRoleCommand'
        { Grant-Role a viewer -ExpiresAt '2020-01-01' -ErrorAction Stop } | Should -Throw -ErrorId 'RoleGrantTimesInvalid,EnterpriseSecurity.Commands.AccessControl.GrantRoleCommand'
        { Grant-Role a viewer -Resource '../x' -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceInvalid,EnterpriseSecurity.Commands.AccessControl.GrantRoleCommand'
        { Grant-Role a viewer -ExpiresIn 1d -ExpiresAt '2099-01-01' } | Should -Throw -ErrorId 'ParametersConflict,EnterpriseSecurity.Commands.AccessControl.GrantRoleCommand'
        { Grant-Role a viewer -ExpiresIn 0s -ErrorAction Stop } | Should -Throw -ErrorId 'RoleGrantTimesInvalid,EnterpriseSecurity.Commands.AccessControl.GrantRoleCommand'
        { Grant-Role a viewer -ExpiresIn 5 } | Should -Throw
    }
}
