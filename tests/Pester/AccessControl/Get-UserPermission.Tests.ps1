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

Describe 'Get-UserPermission' {
    It 'lists what a user may do, and what not within it' {
        (Get-UserPermission bob).Permission | Should -Be 'docs:*', read, write
        (Get-UserPermission bob)[0].Except | Should -Be docs:delete
        (Get-UserPermission bob)[1].Path | Should -Be editor, viewer
        ('amy' | Get-UserPermission).Permission | Should -Be read
        Get-UserPermission stranger | Should -BeNullOrEmpty
        $null = Grant-Role dan viewer -Resource 'x/*'
        Get-UserPermission dan -Resource y | Should -BeNullOrEmpty
        (Get-UserPermission dan -Resource x/1).Permission | Should -Be read
        Get-UserPermission bob | Out-String | Should -Match 'editor > viewer'
    }

    It 'refuses a name that is none' {
        { Get-UserPermission ' a' -ErrorAction Stop } | Should -Throw -ErrorId 'NameInvalid,EnterpriseSecurity.Commands.AccessControl.GetUserPermissionCommand'
    }
}
