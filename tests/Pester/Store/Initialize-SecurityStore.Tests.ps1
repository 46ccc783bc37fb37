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

Describe 'Initialize-SecurityStore' {
    It 'makes a store with a <Kind> and connects to it' -ForEach @(
        @{ Kind = 'Passphrase'; Unlock = { @{ Passphrase = ConvertTo-SuiteSecret 'open sesame' } } }
        @{ Kind = 'KeyFile'; Unlock = { @{ KeyFile = Join-Path $folder key } } }
        @{ Kind = 'EnvironmentVariable'; Unlock = { $env:ES_SUITE_KEY = 'some text'; @{ EnvironmentVariable = 'ES_SUITE_KEY' } } }
    ) {
        $path = Join-Path $folder "made-$Kind"
        $unlock = & $Unlock
        $made = Initialize-SecurityStore -Path $path @unlock
        $made.Path | Should -Be $path
        $made.Protectors | Should -Be $Kind
        (Get-SecurityStore).Id | Should -Be $made.Id
        Disconnect-SecurityStore
        (Connect-SecurityStore $path @unlock).Id | Should -Be $made.Id
    }

    It 'makes nothing with -WhatIf' {
        Initialize-SecurityStore (Join-Path $folder none) -KeyFile (Join-Path $folder none.key) -WhatIf
        Join-Path $folder none | Should -Not -Exist
        Join-Path $folder none.key | Should -Not -Exist
    }

    It 'makes no store over one' {
        { Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) } |
            Should -Throw -ErrorId 'StoreExists,EnterpriseSecurity.Commands.Store.InitializeSecurityStoreCommand'
    }

    It 'keeps others out of every file' -Skip:$IsWindows { # modes are a matter of Unix; the library's tests cover Windows
        $others = Get-ChildItem (Join-Path $folder store) -Recurse -Force | Where-Object { $_.UnixFileMode -band 63 }
        $others | Should -BeNullOrEmpty
    }
}
