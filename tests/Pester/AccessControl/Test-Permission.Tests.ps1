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

Describe 'Test-Permission' {
    It 'writes one boolean' {
        Test-Permission bob write | Should -BeTrue
        Test-Permission bob write | Should -BeOfType bool
        Test-Permission BOB docs:read -Resource document_123 | Should -BeTrue
        Test-Permission bob docs:delete | Should -BeFalse
        Test-Permission stranger read | Should -BeFalse
        'amy', 'bob' | Test-Permission -Permission write | Should -Be $false, $true
        [pscustomobject]@{ UserId = 'amy'; Permission = 'read' } | Test-Permission | Should -BeTrue
    }

    It 'names the deciding role, path, rule and reason' {
        $allowed = Test-Permission bob read -Detailed
        $allowed.IsAllowed, $allowed.IsValid | Should -Be $true, $true
        $allowed.Role | Should -Be viewer
        $allowed.Path | Should -Be editor, viewer
        $allowed.Grant.Role | Should -Be editor
        $denied = Test-Permission bob docs:delete -Detailed
        $denied.Reason | Should -Be ExplicitDeny
        $denied.Rule | Should -Be docs:delete
        (Test-Permission stranger read -Detailed).Reason | Should -Be NoRole
        $denied | Out-String | Should -Match ExplicitDeny
    }

    It 'tests a role by itself' {
        Test-Permission -Role viewer -Permission read | Should -BeTrue
        Test-Permission -Role absent -Permission read | Should -BeFalse
        (Test-Permission -Role absent -Permission read -Detailed).Reason | Should -Be UnknownRole
    }

    It 'leaves an entry in the audit trail' {
        $null = Test-Permission eve secret:read -Resource vault
        $entry = Get-SecurityAudit -Action permission_checked | Where-Object User -EQ eve
        $entry.Result | Should -Be denied
        $entry.Resource | Should -Be secret:read
    }

    It 'refuses what is no question, and goes on' {
        { Test-Permission bob 'docs:*' -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionInvalid,EnterpriseSecurity.Commands.AccessControl.TestPermissionCommand'
        { Test-Permission bob read -Resource 'a/../b' -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceInvalid,EnterpriseSecurity.Commands.AccessControl.TestPermissionCommand'
        ' x', 'bob' | Test-Permission -Permission read -ErrorAction SilentlyContinue | Should -Be $true
    }
}
