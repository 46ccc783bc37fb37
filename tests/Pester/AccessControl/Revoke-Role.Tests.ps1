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

Describe 'Revoke-Role' {
    It 'takes a role, one grant of it, or every one' {
        $null = Grant-Role bob viewer -Resource a
        $null = Grant-Role bob viewer -Resource b
        Revoke-Role bob viewer -WhatIf
        Revoke-Role bob viewer -Force -WhatIf
        @(Get-RoleAssignment bob).Count | Should -Be 3
        (Revoke-Role bob viewer -Resource a -Force -PassThru).Resource | Should -Be a
        Get-RoleAssignment bob | Revoke-Role -Confirm:$false
        Get-RoleAssignment bob | Should -BeNullOrEmpty
        Test-Permission bob write | Should -BeFalse
    }

    It 'takes a grant that is piped in alone' {
        $null = Grant-Role dora viewer
        'a', 'b' | ForEach-Object { $null = Grant-Role dora viewer -Resource $_ }
        Get-RoleAssignment dora | Where-Object { -not $_.Resource } | Revoke-Role -Force
        (Get-RoleAssignment dora).Resource | Should -Be a, b
        $null = Grant-Role dora viewer
        Get-RoleAssignment dora | Revoke-Role -Force -ErrorVariable failures
        $failures | Should -BeNullOrEmpty
        Get-RoleAssignment dora | Should -BeNullOrEmpty
        $null = 'a', 'b' | ForEach-Object { Grant-Role dora viewer -Resource $_ }
        foreach ($nothing in '', $null) { { Revoke-Role dora viewer -Resource $nothing -Force -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceInvalid,EnterpriseSecurity.Commands.AccessControl.RevokeRoleCommand' }
        ([pscustomobject]@{ UserId = 'dora'; Role = 'viewer' } | Revoke-Role -Force -PassThru).Resource | Should -Be a, b
    }

    It 'refuses what is not there' {
        { Revoke-Role stranger viewer -Force -ErrorAction Stop } | Should -Throw -ErrorId 'RoleGrantNotFound,EnterpriseSecurity.Commands.AccessControl.RevokeRoleCommand'
        { Revoke-Role amy absent -Force -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,EnterpriseSecurity.Commands.AccessControl.RevokeRoleCommand'
    }
}
